import type { Sql } from '../../db/database.ts';
import {
  type AccountLink,
  lockAccountLink,
  markAccountLinkUsed,
} from '../../db/stores/account-links/account-link-store.ts';
import { LINK_REFUSALS, type LinkPurpose, linkRefusal } from '../../domain/accounts/account-link.ts';
import { AppError } from '../../errors/app-error.ts';
import type { AccountDeps } from './account-deps.ts';
import { LINK_BY_ADDRESS } from './rate-limits.ts';
import { hashToken } from './secret-token.ts';

const MAX_TOKEN_LENGTH = 128;

/**
 * Returns the link of a token where it can be used, locked until the transaction ends.
 * @throws AppError link_unusable
 */
export async function openLink(sql: Sql, purpose: LinkPurpose, token: string): Promise<AccountLink> {
  const link = token.length > MAX_TOKEN_LENGTH ? null : await lockAccountLink(sql, hashToken(token));
  if (link?.purpose !== purpose) throw new AppError('link_unusable', 'This link is not valid. Ask for a new one.');
  const refusal = linkRefusal(link);
  if (refusal !== null) throw new AppError('link_unusable', LINK_REFUSALS[refusal]);
  return link;
}

/** The same, and the link is used up when the transaction commits. */
export async function consumeLink(sql: Sql, purpose: LinkPurpose, token: string): Promise<AccountLink> {
  const link = await openLink(sql, purpose, token);
  await markAccountLinkUsed(sql, link.id);
  return link;
}

/** @throws AppError rate_limited */
export function limitLinkTries({ rateLimits }: Pick<AccountDeps, 'rateLimits'>, address: string): Promise<void> {
  return rateLimits.consume(LINK_BY_ADDRESS, address);
}
