import type { Sql } from '../../db/database.ts';
import { readHubSettings } from '../../db/stores/hub/hub-settings.ts';
import { findPartnerName } from '../../db/stores/partners/partner-store.ts';
import { passwordIssue, surroundingWords } from '../../domain/accounts/password-rules.ts';
import { AppError } from '../../errors/app-error.ts';
import type { AccountDeps } from './account-deps.ts';

export interface ChosenPasswordInput {
  readonly password: string;
  readonly email: string;
  readonly name: string;
  readonly partnerId: number | null;
}

/**
 * Returns the hash of a new password that is strong enough.
 * @throws AppError invalid_input at `/password`
 */
export async function hashNewPassword(
  sql: Sql,
  { passwords, strength }: Pick<AccountDeps, 'passwords' | 'strength'>,
  { password, email, name, partnerId }: ChosenPasswordInput,
): Promise<string> {
  const { name: hubName } = await readHubSettings(sql);
  const partnerName = partnerId === null ? null : await findPartnerName(sql, partnerId);
  const surroundings = { email, name, hubName, partnerName };
  const issue = passwordIssue(password, surroundings) ?? (await strength(password, surroundingWords(surroundings)));
  if (issue !== null) {
    throw new AppError('invalid_input', 'The password is not strong enough.', {
      issues: [{ pointer: '/password', message: issue }],
    });
  }
  return passwords.hash(password);
}
