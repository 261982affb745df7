import { randomBytes } from 'node:crypto';
import { createArgon2Passwords } from '../../src/adapters/passwords/argon2-passwords.ts';
import type { Role } from '../../src/domain/accounts/role.ts';
import type { TestApi } from './api.ts';
import { TestPerson } from './person.ts';

export const PASSWORD = 'quiet-lantern-over-27-bridges';

/** One hash for all accounts of a test run: each takes 80 ms. */
const hashed = createArgon2Passwords().then((passwords) => passwords.hash(PASSWORD));

export interface TestAccount {
  readonly id: number;
  readonly email: string;
}

/** Inserts an account whose password is `PASSWORD`. */
export async function insertAccount(api: TestApi, role: Role, partnerId: number | null = null): Promise<TestAccount> {
  const email = `${role}-${randomBytes(4).toString('hex')}@example.com`;
  const [row] = await api.db.query<{ id: number }>(
    `insert into users (email, name, role, partner_id, password_hash) values ($1, $2, $3, $4, $5) returning id`,
    [email, `Test ${role}`, role, partnerId, await hashed],
  );
  return { id: row?.id ?? 0, email };
}

/** A person with that role, signed in. */
export async function signInAs(
  api: TestApi,
  role: Role,
  partnerId: number | null = null,
): Promise<TestPerson & TestAccount> {
  const account = await insertAccount(api, role, partnerId);
  const person = new TestPerson(api);
  const response = await person.signIn(account.email, PASSWORD);
  if (response.status !== 200) throw new Error(`sign-in answered ${response.status}: ${response.text}`);
  return Object.assign(person, account);
}

/** The token of the newest link in a mail to that address. */
export async function linkTokenTo(api: TestApi, address: string): Promise<string> {
  const mails = await api.call('GET', '/v2/mails');
  const mail = mails.body.find((one: { to_address: string }) => one.to_address === address);
  if (!mail) throw new Error(`no mail went to ${address}`);
  const { body } = await api.call('GET', `/v2/mails/${mail.id}`);
  const token = /#([\w-]{20,})/.exec(body.content.text)?.[1];
  if (!token) throw new Error(`the mail to ${address} holds no link`);
  return token;
}
