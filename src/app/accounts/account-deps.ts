import type { PasswordStrength, Passwords } from '../../adapters/passwords/passwords.ts';
import type { RateLimits } from '../../adapters/rate-limits/rate-limits.ts';
import type { SecretStore } from '../../adapters/secrets/secrets.ts';
import type { Totp } from '../../adapters/totp/totp.ts';
import type { Database } from '../../db/database.ts';

/** The dependencies of signing in and managing accounts. */
export interface AccountDeps {
  readonly db: Database;
  readonly passwords: Passwords;
  readonly strength: PasswordStrength;
  readonly totp: Totp;
  readonly secrets: SecretStore;
  readonly rateLimits: RateLimits;
  /** Without a trailing slash; links in e-mails begin with it. */
  readonly publicUrl: string;
}

/** Where a request came from. */
export interface Client {
  readonly address: string;
  readonly userAgent: string | null;
  /** The browser's own long-lived token, where it sent one. */
  readonly deviceToken: string | null;
}
