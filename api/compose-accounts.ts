import { createArgon2Passwords } from '../src/adapters/passwords/argon2-passwords.ts';
import { zxcvbnStrength } from '../src/adapters/passwords/zxcvbn-strength.ts';
import { createPostgresRateLimits } from '../src/adapters/rate-limits/postgres-rate-limits.ts';
import type { SecretStore } from '../src/adapters/secrets/secrets.ts';
import { otpauthTotp } from '../src/adapters/totp/otpauth-totp.ts';
import type { AccountDeps } from '../src/app/accounts/account-deps.ts';
import type { Database } from '../src/db/database.ts';
import { type CookieRules, INSECURE_COOKIES, SECURE_COOKIES } from './http/cookies.ts';

export interface ComposeAccountsOptions {
  readonly db: Database;
  readonly secrets: SecretStore;
  readonly publicUrl: string;
}

/** The dependencies of signing in and managing accounts. */
export async function composeAccounts({ db, secrets, publicUrl }: ComposeAccountsOptions): Promise<AccountDeps> {
  return {
    db,
    secrets,
    publicUrl,
    passwords: await createArgon2Passwords(),
    strength: zxcvbnStrength,
    totp: otpauthTotp,
    rateLimits: createPostgresRateLimits(db),
  };
}

/** Cookies need https or this machine; over any other plain http they are sent only where the setting says so. */
export function chooseCookies(publicUrl: string, isInsecureAllowed: boolean): CookieRules | null {
  const { protocol, hostname } = new URL(publicUrl);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
  if (protocol === 'https:' || isLoopback) return SECURE_COOKIES;
  return isInsecureAllowed ? INSECURE_COOKIES : null;
}
