/** Hashes and checks what people sign in with. */
export interface Passwords {
  /** Returns a PHC string. */
  hash(password: string): Promise<string>;
  /** False also where nothing is stored, after the same time. */
  verify(password: string, stored: string | null): Promise<boolean>;
}

/** Returns why a password is easily guessed, or null. `words` are names around the account. */
export type PasswordStrength = (password: string, words: readonly string[]) => Promise<string | null>;
