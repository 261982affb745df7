import sodium from 'libsodium-wrappers';
import { AppError } from '../../errors/app-error.ts';
import type { SealedSecret, Secrets } from './secrets.ts';

const KEY_BYTES = 32;
const KEY_ID_BYTES = 16;
const FORMAT = 1;

/**
 * Secrets by XChaCha20-Poly1305. The owner and the key's id are authenticated with the text, so that a row that is copied to
 * another owner fails to open. The first key seals, every key opens: a new key goes in front of the old one.
 * @see docs/adr/0011-secrets.md
 */
export async function createSecrets(keys: readonly Uint8Array[]): Promise<Secrets> {
  await sodium.ready;
  for (const key of keys) if (key.length !== KEY_BYTES) throw new Error(`A secret key has ${KEY_BYTES} bytes.`);
  const ring = new Map(keys.map((key) => [idOf(key), key]));
  const [current] = ring;
  if (current === undefined) throw new Error('There is no secret key.');
  const [currentId, currentKey] = current;
  return {
    currentKeyId: currentId,
    seal: (owner, text) => ({ keyId: currentId, sealed: seal(currentKey, context(currentId, owner), text) }),
    open: (owner, secret) => {
      const key = ring.get(secret.keyId);
      if (key === undefined) throw unreadable();
      return open(key, context(secret.keyId, owner), secret);
    },
  };
}

/** Names the key without revealing it. */
function idOf(key: Uint8Array): string {
  return sodium.to_hex(sodium.crypto_generichash(KEY_ID_BYTES, 'hubwright secret key id', key));
}

function context(keyId: string, owner: string): string {
  return `hubwright:${FORMAT}:${keyId}:${owner}`;
}

function seal(key: Uint8Array, associated: string, text: string): Uint8Array {
  const nonce = sodium.randombytes_buf(sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  const box = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(text, associated, null, nonce, key);
  return Buffer.concat([Buffer.of(FORMAT), nonce, box]);
}

function open(key: Uint8Array, associated: string, { sealed }: SealedSecret): string {
  const nonceEnd = 1 + sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  if (sealed[0] !== FORMAT || sealed.length <= nonceEnd) throw unreadable();
  try {
    const nonce = sealed.subarray(1, nonceEnd);
    const text = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      sealed.subarray(nonceEnd),
      associated,
      nonce,
      key,
    );
    return Buffer.from(text).toString('utf8');
  } catch {
    // libsodium's reason helps no operator, and strangers must not learn which one it was.
    throw unreadable();
  }
}

function unreadable(): AppError {
  return new AppError('secret_unreadable', 'A stored secret does not open with the key of this hub: enter it again.');
}
