/** Time-based one-time passwords. @see RFC 6238 */
export interface Totp {
  /** Returns a new secret in base32. */
  createSecret(): string;
  /** Returns the `otpauth://` address that an authenticator app reads. */
  addressOf(secret: string, account: { readonly issuer: string; readonly label: string }): string;
  /** Returns the time step that `code` belongs to, or null where it is wrong; one step of clock skew each way is fine. */
  stepOf(secret: string, code: string): number | null;
}
