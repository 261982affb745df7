import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A random token as its holder gets it, and what is stored of it. */
export interface SecretToken {
  readonly token: string;
  readonly hash: string;
}

export function mintToken(): SecretToken {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** A fast digest is enough: tokens are random, not chosen by people. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
