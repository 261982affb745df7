import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { uniqueName } from '../../support/hub-objects.ts';
import { createCaller } from './hub-with-work.ts';

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

interface Hub {
  readonly url: string;
  readonly apiKey: string;
}

interface MailFields {
  readonly id: string;
  readonly to_address: string;
  readonly content: { readonly text: string } | null;
}

/** Invites a person and returns the link of the invitation, as it is mailed. */
export async function invite(hub: Hub, role: string): Promise<Person & { readonly link: string }> {
  const call = createCaller(hub);
  const email = `${uniqueName('mara')}@example.com`;
  const person = { name: 'Mara Köhler', email, password: uniqueName('correct-horse-battery') };
  await call('POST', '/v2/users', { email, name: person.name, role });
  const mails = await call<MailFields[]>('GET', '/v2/mails?limit=50');
  const mail = mails.find(({ to_address: address }) => address === email);
  const { content } = await call<MailFields>('GET', `/v2/mails/${mail?.id}`);
  const link = /https?:\/\/\S+\/invitation#\S+/.exec(content?.text ?? '')?.[0] ?? '';
  expect(link, 'the mail has the link').not.to.equal('');
  return { ...person, link };
}

/** Makes a person of the hub who can sign in. */
export async function makePerson(hub: Hub, role = 'owner'): Promise<Person> {
  const { link, ...person } = await invite(hub, role);
  const token = link.split('#')[1];
  await createCaller(hub)('POST', '/v2/invitations/accept', { token, password: person.password });
  return person;
}

/** Signs in on the page that asks for it. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: false }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
