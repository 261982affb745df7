import { createHash, randomBytes } from 'node:crypto';

/** A key as it is shown once, and what is stored of it. */
export interface MintedKey {
  readonly apiKey: string;
  readonly prefix: string;
  readonly keyHash: string;
}

/** `hw_<prefix>_<secret>`; the secret has 256 random bits. */
export function mintApiKey(): MintedKey {
  const prefix = randomBytes(5).toString('hex');
  const apiKey = `hw_${prefix}_${randomBytes(32).toString('base64url')}`;
  return { apiKey, prefix, keyHash: hashApiKey(apiKey) };
}

/** A fast digest is enough: the keys are random, not chosen by people. */
export function hashApiKey(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex');
}
