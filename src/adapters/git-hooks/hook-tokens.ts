import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, as they appear in a webhook's address. */
export function makeHookToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a token; for a body, what makes its delivery known again. */
export function digestHook(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
