import { revokeAccountLinks } from '../../db/stores/account-links/account-link-store.ts';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { deleteSessions } from '../../db/stores/sessions/session-store.ts';
import { updateUser } from '../../db/stores/users/user-store.ts';
import { inUnitOfWork } from '../../db/unit-of-work.ts';
import { queueMail } from '../mails/index.ts';
import type { AccountDeps, Client } from './account-deps.ts';
import { hashNewPassword } from './choose-password.ts';
import { type Person, requirePassword } from './require-password.ts';

export interface ChangePasswordInput {
  readonly currentPassword: string;
  readonly password: string;
  readonly client: Client;
}

/**
 * Changes the password and ends all other sessions.
 * @throws AppError invalid_input, rate_limited
 */
export async function changePassword(deps: AccountDeps, person: Person, input: ChangePasswordInput): Promise<void> {
  await inUnitOfWork(deps.db, async (unit) => {
    const user = await requirePassword(unit, deps, person, input.currentPassword);
    const passwordHash = await hashNewPassword(unit, deps, { password: input.password, ...user });
    await updateUser(unit.em, user.id, { passwordHash, passwordSetAt: new Date() });
    await deleteSessions(unit, user.id, person.sessionId);
    await revokeAccountLinks(unit, user.id);
    const actor = `user:${user.id}`;
    await recordActivity(unit, { actor, action: 'user.password_changed', subjectKind: 'user', subjectId: user.id });
    await queueMail(unit, deps, { event: 'user.password_changed', user, values: { address: input.client.address } });
  });
}
