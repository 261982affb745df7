/** The owner that a person's TOTP secret is sealed for. */
export function totpSecretOwner(userId: number): string {
  return `user:${userId}:totp`;
}

/** The same for a secret that is shown but not confirmed yet. */
export function pendingTotpSecretOwner(userId: number): string {
  return `user:${userId}:totp_pending`;
}
