import type { Role } from './role.ts';

/** An API key without its secret. */
export interface ApiKey {
  readonly id: number;
  readonly name: string;
  /** The readable part of the key. */
  readonly prefix: string;
  readonly role: Role;
  readonly partnerId: number | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}
