import type { Role } from './role.ts';

/** A person with an account; never holds the password's hash. */
export interface User {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly partnerId: number | null;
  /** False until the invitation is accepted. */
  readonly hasPassword: boolean;
  readonly totpEnabledAt: Date | null;
  readonly deactivatedAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly preferences: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

export type UserState = 'invited' | 'active' | 'deactivated';

export function userState(user: Pick<User, 'deactivatedAt' | 'hasPassword'>): UserState {
  if (user.deactivatedAt !== null) return 'deactivated';
  return user.hasPassword ? 'active' : 'invited';
}
