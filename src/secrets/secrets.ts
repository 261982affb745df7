import type { Sql } from '../db/sql.ts';

/** A secret as the database holds it: useless without its key, and under any other owner. */
export interface SealedSecret {
  /** Names the key that sealed it. */
  readonly keyId: string;
  readonly sealed: Uint8Array;
}

/** Seals texts for one owner each, like `source_connection:7`. */
export interface Secrets {
  seal(owner: string, text: string): SealedSecret;
  /** @throws AppError secret_unreadable where the key is another one, the bytes were changed or belong to another owner */
  open(owner: string, secret: SealedSecret): string;
}

/** Secrets in the database, one for each owner; what is stored is never answered to anybody, only used. */
export interface SecretStore {
  /** Stores the text, in place of an earlier one; answers the row's id. */
  put(sql: Sql, owner: string, text: string): Promise<number>;
  /** Null where the owner has none. @throws AppError secret_unreadable */
  read(sql: Sql, owner: string): Promise<string | null>;
  remove(sql: Sql, owner: string): Promise<void>;
}
