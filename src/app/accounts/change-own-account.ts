import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { lockUser, updateUser } from '../../db/stores/users/user-store.ts';
import { inUnitOfWork } from '../../db/unit-of-work.ts';
import type { User } from '../../domain/accounts/user.ts';
import { AppError } from '../../errors/app-error.ts';
import type { AccountDeps } from './account-deps.ts';
import type { Person } from './require-password.ts';

export interface OwnAccountEdit {
  readonly name?: string;
  readonly preferences?: Readonly<Record<string, unknown>>;
}

/** Changes what a person may change without a password. Preferences that are left out stay. */
export function changeOwnAccount(
  { db }: Pick<AccountDeps, 'db'>,
  { userId }: Person,
  edit: OwnAccountEdit,
): Promise<User> {
  return inUnitOfWork(db, async (unit) => {
    const user = await lockUser(unit.em, userId);
    if (user === null) throw new AppError('not_found', 'The account is gone.');
    const name = edit.name?.trim() || user.name;
    const preferences = { ...user.preferences, ...edit.preferences };
    const changed = await updateUser(unit.em, userId, { name, preferences });
    if (name !== user.name) {
      const change = { before: { name: user.name }, after: { name } };
      const subject = { subjectKind: 'user', subjectId: userId, partnerId: user.partnerId };
      await recordActivity(unit, { actor: `user:${userId}`, action: 'user.changed', ...subject, ...change });
    }
    return changed ?? user;
  });
}
