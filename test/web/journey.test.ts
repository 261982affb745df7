import { readExample } from '../../examples/read-example.ts';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { uniqueName } from '../support/hub-objects.ts';
import { useSharedHub } from '../support/use-hub-stack.ts';
import { useBrowser } from './support/browser.ts';
import { makePerson, signIn } from './support/people.ts';

const BUILD_TIMEOUT_MS = 45_000;

describe('the main job, by the pages alone', function journey() {
  this.timeout(240_000);
  const browser = useBrowser();
  const hub = useSharedHub('all in one');
  let git: GitServer;
  before(async () => {
    git = await startGitServer();
  });
  after(() => git?.close());

  it('goes from a repository to a release, a tenant with its settings, and a run whose log is read', async () => {
    const name = uniqueName('orders');
    const { url: repository } = await git.createRepository(name, readExample('node'));
    const { page } = await browser.open({ url: hub.stack.url });
    page.setDefaultTimeout(BUILD_TIMEOUT_MS);
    await page.goto('/integrations');
    await signIn(page, await makePerson(hub.stack));

    await page
      .getByRole('button', { name: /^Create/ })
      .first()
      .click();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('textbox', { name: 'Repository' }).fill(repository);
    await page.getByRole('button', { name: 'Create integration' }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();

    await page.getByRole('button', { name: 'Build now…' }).click();
    await page.getByRole('button', { name: 'Build now', exact: true }).click();
    await page.getByText('The release is ready.').waitFor();
    await page.getByRole('button', { name: 'Make default' }).click();
    await page.getByText('is the default now').waitFor();

    await page.getByRole('link', { name: 'Tenants' }).click();
    await page.getByRole('button', { name: 'New tenant' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Integration' }).fill(name);
    await page.getByRole('option', { name }).click();
    const tenant = uniqueName('acme');
    await dialog.getByRole('textbox', { name: 'Name' }).fill(tenant);
    await dialog.getByRole('button', { name: 'Create tenant' }).click();
    await page.getByRole('heading', { level: 1, name: tenant }).waitFor();

    await page.getByRole('button', { name: 'Refresh options' }).click();
    await page.getByText('Options fetched').waitFor();
    await page.getByRole('combobox', { name: 'Greeting' }).click();
    await page.getByRole('option').first().click();
    await page.getByRole('textbox', { name: 'Orders per sync' }).fill('3');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Settings saved').first().waitFor();

    await page.getByRole('button', { name: 'Sync Now' }).click();
    await page.getByRole('menuitem', { name: /^Sync/ }).click();
    await page.getByRole('link', { name: 'Runs' }).last().click();
    await page
      .getByRole('link', { name: /Succeeded.*Sync/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: /^Run #/ }).waitFor();
    await page.getByRole('region', { name: 'Log' }).getByText(tenant).first().waitFor();
    await page.getByLabel('Search the log').fill(tenant);
    await page.getByText(/^1 of \d/).waitFor();
  });
});
