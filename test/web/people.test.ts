import { expect } from 'chai';
import { useSharedHub } from '../support/use-hub-stack.ts';
import { useBrowser } from './support/browser.ts';
import { invite, makePerson, signIn } from './support/people.ts';

describe('people at the pages', function people() {
  this.timeout(120_000);
  const browser = useBrowser();
  const hub = useSharedHub('all in one');

  it('accept an invitation once, and its token stays in no address', async () => {
    const { link, password, name } = await invite(hub.stack, 'viewer');
    const { pathname, hash } = new URL(link);
    const { page } = await browser.open({ url: hub.stack.url });
    await page.goto(`${pathname}${hash}`);
    await page.getByLabel('New password').fill(password);
    expect(page.url()).not.to.include(hash.slice(1));
    await page.getByRole('button', { name: 'Set password and sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    await page.getByRole('link', { name }).waitFor();
    const second = await browser.open({ url: hub.stack.url });
    await second.page.goto(`${pathname}${hash}`);
    await second.page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  });

  it('are sent to sign in and brought back to where they wanted to go, never elsewhere', async () => {
    const person = await makePerson(hub.stack);
    const { page } = await browser.open({ url: hub.stack.url });
    await page.goto('/runs?phase=failed');
    await signIn(page, { ...person, password: 'not the password' });
    await page.getByText('E-mail or password').waitFor();
    await signIn(page, person);
    await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
    expect(new URL(page.url()).search).to.equal('?phase=failed');
    for (const back of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
      const other = await browser.open({ url: hub.stack.url });
      await other.page.goto(`/sign-in?back=${encodeURIComponent(back)}`);
      await signIn(other.page, person);
      await other.page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
      expect(other.page.url()).to.equal(`${hub.stack.url}/`);
    }
  });

  it('lose nothing that they typed when their session ends under the page', async () => {
    const person = await makePerson(hub.stack);
    const { page } = await browser.open({ url: hub.stack.url });
    await page.goto('/integrations?create=yes');
    await signIn(page, person);
    await page.getByLabel('Name').fill('Half a thought');
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Create integration' }).click();
    await page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
    const again = page.getByRole('dialog').filter({ hasText: 'Your session has ended' });
    await again.getByLabel('E-mail').fill(person.email);
    await again.getByLabel('Password').fill(person.password);
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Name').inputValue()).to.equal('Half a thought');
    await page.getByRole('button', { name: 'Create integration' }).click();
    await page.getByRole('heading', { level: 1, name: 'Half a thought' }).waitFor();
  });

  it('see only what they may do', async () => {
    const viewer = await makePerson(hub.stack, 'viewer');
    const { page } = await browser.open({ url: hub.stack.url });
    await page.goto('/');
    await signIn(page, viewer);
    await page.getByRole('link', { name: 'Runs', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'API keys' }).count()).to.equal(0);
  });
});
