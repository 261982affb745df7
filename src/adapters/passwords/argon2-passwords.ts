import { type Argon2Algorithm, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { SlotPool } from '../../base/slot-pool.ts';
import type { Passwords } from './passwords.ts';

const deriveKey = promisify(argon2);

/** OWASP's recommendation for argon2id; about 80 ms and 19 MiB a hash. @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const PARAMETERS = { memoryKib: 19_456, passes: 2, lanes: 1 };
const ALGORITHM: Argon2Algorithm = 'argon2id';
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** More at once would take the processors from all other work. */
const MAX_AT_ONCE = 2;
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Passwords as PHC strings, hashed with argon2id by Node itself. */
export async function createArgon2Passwords(): Promise<Passwords> {
  const slots = new SlotPool(MAX_AT_ONCE);
  const hash = async (password: string): Promise<string> => {
    const salt = randomBytes(SALT_BYTES);
    const tag = await slots.run(() => derive(password, salt, PARAMETERS, TAG_BYTES));
    const { memoryKib, passes, lanes } = PARAMETERS;
    return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${unpadded(salt)}$${unpadded(tag)}`;
  };
  // An account without a password takes as long to be refused as one with a password.
  const nobody = await hash(randomBytes(SALT_BYTES).toString('hex'));
  return {
    hash,
    verify: async (password, stored) => {
      const isRight = await slots.run(() => matches(password, stored ?? nobody));
      return stored !== null && isRight;
    },
  };
}

interface Parameters {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

function derive(
  password: string,
  salt: Buffer,
  { memoryKib, passes, lanes }: Parameters,
  bytes: number,
): Promise<Buffer> {
  const message = password.normalize('NFKC');
  return deriveKey(ALGORITHM, {
    message,
    nonce: salt,
    parallelism: lanes,
    tagLength: bytes,
    memory: memoryKib,
    passes,
  });
}

async function matches(password: string, stored: string): Promise<boolean> {
  const [, memory, passes, lanes, salt, tag] = PHC.exec(stored) ?? [];
  if (!salt || !tag) return false;
  const expected = Buffer.from(tag, 'base64');
  const parameters = { memoryKib: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const found = await derive(password, Buffer.from(salt, 'base64'), parameters, expected.length);
  return timingSafeEqual(found, expected);
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
