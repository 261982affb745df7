import { expect } from 'chai';
import { useSharedHub } from '../support/use-hub-stack.ts';
import { useBrowser } from './support/browser.ts';
import { type HubWithWork, makeHubWithWork } from './support/hub-with-work.ts';
import { findFaults, looks } from './support/look-at.ts';

interface PageOfHub {
  readonly name: string;
  readonly path: (work: HubWithWork) => string;
  /** The page's own `h1`: what has to be there before it is looked at. */
  readonly heading: string | RegExp;
}

/** Every address of the hub. A route that is missing here is told by `routes.test.ts`. */
const PAGES: readonly PageOfHub[] = [
  { name: 'home', path: () => '/', heading: 'Home' },
  { name: 'integrations', path: () => '/integrations', heading: 'Integrations' },
  { name: 'integration', path: (work) => `/integrations/${work.integrationId}`, heading: 'Orders to spreadsheet' },
  ...['releases', 'rollouts', 'rollouts/new', 'channels', 'repository', 'schedule', 'limits', 'details'].map((tab) => ({
    name: `integration-${tab.replace('/', '-')}`,
    path: (work: HubWithWork) => `/integrations/${work.integrationId}/${tab}`,
    heading: 'Orders to spreadsheet',
  })),
  { name: 'release', path: (work) => `/releases/${work.releaseId}`, heading: /^Release #/ },
  { name: 'release-manifest', path: (work) => `/releases/${work.releaseId}?tab=manifest`, heading: /^Release #/ },
  { name: 'rollout', path: (work) => `/rollouts/${work.rolloutId}`, heading: /^Rollout to #/ },
  { name: 'tenants', path: () => '/tenants', heading: 'Tenants' },
  { name: 'tenant', path: (work) => `/tenants/${work.tenantId}`, heading: /^blue-harbor/ },
  ...['settings', 'runs', 'schedule', 'metadata'].map((tab) => ({
    name: `tenant-${tab}`,
    path: (work: HubWithWork) => `/tenants/${work.tenantId}/${tab}`,
    heading: /^blue-harbor/,
  })),
  { name: 'runs', path: () => '/runs', heading: 'Runs' },
  { name: 'run', path: (work) => `/runs/${work.runId}`, heading: /^Run #/ },
  { name: 'schedules', path: () => '/schedules', heading: 'Schedules' },
  { name: 'source-control', path: () => '/settings/source-control', heading: 'Source Control' },
  { name: 'api-keys', path: () => '/settings/api-keys', heading: 'API keys' },
  { name: 'users', path: () => '/settings/users', heading: 'Users' },
  { name: 'jobs', path: () => '/settings/jobs', heading: 'Jobs' },
  { name: 'activity', path: () => '/activity', heading: 'Activity' },
  { name: 'mail', path: () => '/dev/mail', heading: 'Mail' },
  { name: 'security', path: () => '/settings/security', heading: 'Security' },
  { name: 'not-found', path: () => '/runs/999999999', heading: 'There is nothing here' },
  { name: 'no-such-address', path: () => '/nowhere', heading: 'There is nothing here' },
];

describe('every page of the hub', function pages() {
  this.timeout(180_000);
  const browser = useBrowser();
  const hub = useSharedHub('all in one');
  let work: HubWithWork;
  before(async function makeWork() {
    this.timeout(180_000);
    work = await makeHubWithWork(hub.stack);
  });

  for (const { size, theme } of looks()) {
    it(`is accessible and quiet under the strict policy: ${size.name}, ${theme}`, async () => {
      const { url, apiKey } = hub.stack;
      const viewport = { width: size.width, height: size.height };
      const watched = await browser.open({ url, apiKey, viewport, colorScheme: theme });
      const found: string[] = [];
      for (const { name, path, heading } of PAGES) {
        await watched.page.goto(path(work));
        await watched.page.getByRole('heading', { level: 1, name: heading }).waitFor();
        await watched.page.getByRole('status').filter({ hasText: 'Loading' }).waitFor({ state: 'detached' });
        if (name === 'not-found') watched.faults.splice(0);
        found.push(...(await findFaults(watched, `${name}-${size.name}-${theme}`)));
      }
      expect(found).to.deep.equal([]);
    });
  }

  it('shows the sign-in page to whoever is not signed in, and goes back where they wanted to go', async () => {
    const { url, apiKey } = hub.stack;
    const watched = await browser.open({ url, apiKey: null });
    await watched.page.goto('/runs?phase=failed');
    await watched.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await findFaults(watched, 'sign-in')).to.deep.equal([]);
    await watched.page.getByLabel('API key').fill(apiKey);
    await watched.page.getByRole('button', { name: 'Sign in' }).click();
    await watched.page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
    await watched.page.waitForURL('**/runs?phase=failed');
  });
});
