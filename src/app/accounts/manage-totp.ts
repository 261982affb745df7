import { randomInt } from 'node:crypto';
import { recordActivity } from '../../db/stores/activity/record-activity.ts';
import { readHubSettings } from '../../db/stores/hub/hub-settings.ts';
import { deleteRecoveryCodes, deleteSessions, insertRecoveryCodes } from '../../db/stores/sessions/session-store.ts';
import { updateUser } from '../../db/stores/users/user-store.ts';
import { inUnitOfWork, type UnitOfWork } from '../../db/unit-of-work.ts';
import { AppError } from '../../errors/app-error.ts';
import { queueMail } from '../mails/index.ts';
import type { AccountDeps, Client } from './account-deps.ts';
import { hashRecoveryCode } from './pass-second-factor.ts';
import { SECOND_FACTOR_BY_USER } from './rate-limits.ts';
import { type Person, requirePassword } from './require-password.ts';
import { pendingTotpSecretOwner, totpSecretOwner } from './totp-secret.ts';

export interface NewTotp {
  /** Base32, for typing. */
  readonly secret: string;
  /** `otpauth://…`, for the QR code. */
  readonly address: string;
}

/**
 * Makes a secret for an authenticator app; nothing changes until a code of it is confirmed.
 * @throws AppError invalid_input, conflict, rate_limited
 */
export function beginTotp(deps: AccountDeps, person: Person, password: string): Promise<NewTotp> {
  return inUnitOfWork(deps.db, async (unit) => {
    const user = await requirePassword(unit, deps, person, password);
    if (user.totpEnabledAt !== null) throw new AppError('conflict', 'The second factor is on already.');
    const secret = deps.totp.createSecret();
    await deps.secrets.put(unit, pendingTotpSecretOwner(user.id), secret);
    const { name } = await readHubSettings(unit);
    return { secret, address: deps.totp.addressOf(secret, { issuer: name, label: user.email }) };
  });
}

/**
 * Switches the second factor on, and ends all other sessions. Returns the recovery codes, which are shown once.
 * @throws AppError second_factor_failed, conflict, rate_limited
 */
export async function confirmTotp(deps: AccountDeps, { userId, sessionId }: Person, code: string): Promise<string[]> {
  await deps.rateLimits.consume(SECOND_FACTOR_BY_USER, `${userId}`);
  const codes = await inUnitOfWork(deps.db, async (unit) => {
    const secret = await deps.secrets.read(unit, pendingTotpSecretOwner(userId));
    if (secret === null) throw new AppError('conflict', 'Begin with a new secret first.');
    const step = deps.totp.stepOf(secret, code);
    if (step === null) throw new AppError('second_factor_failed', 'The code is wrong. Check the clock of your phone.');
    await deps.secrets.put(unit, totpSecretOwner(userId), secret);
    await deps.secrets.remove(unit, pendingTotpSecretOwner(userId));
    await updateUser(unit.em, userId, { totpEnabledAt: new Date(), totpLastStep: step });
    await deleteSessions(unit, userId, sessionId);
    await record(unit, userId, 'user.second_factor_on');
    return replaceCodes(unit, userId);
  });
  await deps.rateLimits.reset(SECOND_FACTOR_BY_USER, `${userId}`);
  return codes;
}

/**
 * Makes new recovery codes in place of the old ones.
 * @throws AppError invalid_input, conflict, rate_limited
 */
export function renewRecoveryCodes(deps: AccountDeps, person: Person, password: string): Promise<string[]> {
  return inUnitOfWork(deps.db, async (unit) => {
    const user = await requirePassword(unit, deps, person, password);
    if (user.totpEnabledAt === null) throw new AppError('conflict', 'The second factor is off.');
    await record(unit, user.id, 'user.recovery_codes_renewed');
    return replaceCodes(unit, user.id);
  });
}

/**
 * Switches the second factor off; the person is notified by e-mail.
 * @throws AppError invalid_input, rate_limited
 */
export async function disableTotp(deps: AccountDeps, person: Person, password: string, client: Client): Promise<void> {
  await inUnitOfWork(deps.db, async (unit) => {
    const user = await requirePassword(unit, deps, person, password);
    if (user.totpEnabledAt === null) return;
    await updateUser(unit.em, user.id, { totpEnabledAt: null, totpLastStep: null });
    await deps.secrets.remove(unit, totpSecretOwner(user.id));
    await deleteRecoveryCodes(unit, user.id);
    await record(unit, user.id, 'user.second_factor_off');
    await queueMail(unit, deps, { event: 'user.second_factor_off', user, values: { address: client.address } });
  });
}

const CODES = 10;
/** Without letters and digits that look alike; 16 of 31 make 79 bits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

async function replaceCodes(unit: UnitOfWork, userId: number): Promise<string[]> {
  const codes = Array.from({ length: CODES }, makeCode);
  await insertRecoveryCodes(unit, userId, codes.map(hashRecoveryCode));
  return codes;
}

function makeCode(): string {
  const group = (): string => Array.from({ length: GROUP_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

function record(unit: UnitOfWork, userId: number, action: string): Promise<void> {
  return recordActivity(unit, { actor: `user:${userId}`, action, subjectKind: 'user', subjectId: userId });
}
