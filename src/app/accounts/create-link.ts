import type { Sql } from '../../db/database.ts';
import { replaceAccountLink } from '../../db/stores/account-links/account-link-store.ts';
import { LINK_LIFETIME_MS, type LinkPurpose } from '../../domain/accounts/account-link.ts';
import { mintToken } from './secret-token.ts';

/** The pages that links lead to. The token comes after `#`: browsers send it to no server and in no Referer. */
const PAGES: Readonly<Record<LinkPurpose, string>> = {
  owner: '/setup',
  invitation: '/invitation',
  password_reset: '/reset/new',
  email_change: '/email-change',
};

export interface NewLinkInput {
  readonly purpose: LinkPurpose;
  /** Null for the owner's link. */
  readonly user: { readonly id: number; readonly email: string } | null;
  readonly createdBy: string;
  readonly publicUrl: string;
}

/** Makes a link that works once and in place of earlier ones; returns its address, which is stored nowhere. */
export async function createLink(sql: Sql, { purpose, user, createdBy, publicUrl }: NewLinkInput): Promise<string> {
  const { token, hash } = mintToken();
  await replaceAccountLink(sql, {
    userId: user?.id ?? null,
    purpose,
    email: user?.email ?? null,
    tokenHash: hash,
    createdBy,
    lifetimeMs: LINK_LIFETIME_MS[purpose],
  });
  return `${publicUrl}${PAGES[purpose]}#${token}`;
}
