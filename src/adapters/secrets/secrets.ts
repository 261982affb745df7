import type { Sql } from '../../db/sql.ts';

/** A secret as the database holds it: useless without its key, and under any other owner. */
export interface SealedSecret {
  /** Names the key that sealed it. */
  readonly keyId: string;
  readonly sealed: Uint8Array;
}

/** Seals texts for one owner each, like `source_connection:7`. */
export interface Secrets {
  /** Names the key that seals. */
  readonly currentKeyId: string;
  seal(owner: string, text: string): SealedSecret;
  /** @throws AppError secret_unreadable where the key is another one, the bytes were changed or belong to another owner */
  open(owner: string, secret: SealedSecret): string;
}

/** Which keys sealed what is stored. */
export interface KeyUse {
  /** Names the present key without revealing it. */
  readonly keyId: string;
  readonly present: number;
  readonly older: number;
}

export interface ResealedBatch {
  /** Where the next batch goes on; null at the end. */
  readonly lastId: number | null;
  readonly resealed: number;
}

/** Secrets in the database, one for each owner; what is stored is only used, and never returned to a client. */
export interface SecretStore {
  /** Stores the text, in place of an earlier one. Returns the row's id. */
  put(sql: Sql, owner: string, text: string): Promise<number>;
  /** Null where the owner has none. @throws AppError secret_unreadable */
  read(sql: Sql, owner: string): Promise<string | null>;
  remove(sql: Sql, owner: string): Promise<void>;
  countByKey(sql: Sql): Promise<KeyUse>;
  /** Seals secrets of older keys with the present one, some at a time, from the row after `afterId` on. */
  resealBatch(sql: Sql, afterId: number): Promise<ResealedBatch>;
}
