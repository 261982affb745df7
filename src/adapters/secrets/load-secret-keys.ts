import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../errors/app-error.ts';

const KEY_BYTES = 32;
const FILE_NAME = 'secret.key';

export interface SecretKeySettings {
  /** Keys in base64 or hex, the present one first; empty = the file in the data folder. */
  readonly keys: readonly string[];
  readonly dataDirectory: string;
}

/**
 * The hub's secret keys: those that were given, or the one in the data folder, which the first start makes.
 * @throws AppError config_invalid
 */
export async function loadSecretKeys(settings: SecretKeySettings): Promise<readonly Uint8Array[]> {
  if (settings.keys.length > 0) return settings.keys.map((text) => decodeKey(text, 'HUBWRIGHT_SECRET_KEY'));
  await mkdir(settings.dataDirectory, { recursive: true, mode: 0o700 });
  const path = join(settings.dataDirectory, FILE_NAME);
  return [(await readKey(path)) ?? (await makeKey(path))];
}

async function readKey(path: string): Promise<Uint8Array | null> {
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  if ((found.mode & 0o077) !== 0) throw invalid(`${FILE_NAME} in the data folder may be readable by its owner only`);
  return decodeKey(await readFile(path, 'utf8'), `${FILE_NAME} in the data folder`);
}

/** Written beside and linked into place: of two processes that start at once, both use the key of the first. */
async function makeKey(path: string): Promise<Uint8Array> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`);
    await file.sync();
    await link(draft, path).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
    });
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
  const key = await readKey(path);
  if (key === null) throw invalid(`${FILE_NAME} in the data folder can't be read`);
  return key;
}

function decodeKey(text: string, name: string): Uint8Array {
  const trimmed = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : decodeBase64(trimmed);
  if (key === null || key.length !== KEY_BYTES) throw invalid(`${name} has to be ${KEY_BYTES} bytes in base64 or hex`);
  return key;
}

function decodeBase64(text: string): Buffer | null {
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : null;
}

function invalid(sentence: string): AppError {
  return new AppError('config_invalid', `The configuration is not valid: ${sentence}.`);
}
