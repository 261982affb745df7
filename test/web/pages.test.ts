import { expect } from 'chai';
import { useSharedHub } from '../support/use-hub-stack.ts';
import { useBrowser } from './support/browser.ts';
import { type HubWithWork, makeHubWithWork } from './support/hub-with-work.ts';
import { findFaults, looks } from './support/look-at.ts';
import { makePerson, type Person, signIn } from './support/people.ts';

interface PageOfHub {
  readonly name: string;
  readonly path: (work: HubWithWork) => string;
  /** The page's own `h1`: what has to be there before it is looked at. */
  readonly heading: string | RegExp;
  /** The hub is asked for something that is not there, which browsers write to the console. */
  readonly isMissing?: boolean;
}

/** Every address of the hub. */
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
  { name: 'account', path: () => '/account', heading: 'Account' },
  { name: 'security', path: () => '/settings/security', heading: 'Security' },
  { name: 'not-found', path: () => '/runs/999999999', heading: 'There is nothing here', isMissing: true },
  { name: 'no-such-address', path: () => '/nowhere', heading: 'There is nothing here' },
];

const OUTER_PAGES = [
  { name: 'sign-in', path: '/sign-in', heading: 'Sign in', isMissing: false },
  { name: 'reset', path: '/reset', heading: 'Reset the password', isMissing: false },
  { name: 'email-change', path: '/email-change#token', heading: 'New e-mail address', isMissing: false },
  { name: 'dead-setup', path: '/setup#used-before', heading: 'This link does not work', isMissing: true },
  { name: 'dead-invitation', path: '/invitation#used-before', heading: 'This link does not work', isMissing: true },
  { name: 'dead-reset', path: '/reset/new#used-before', heading: 'This link does not work', isMissing: true },
];

describe('every page of the hub', function pages() {
  this.timeout(180_000);
  const browser = useBrowser();
  const hub = useSharedHub('all in one');
  let work: HubWithWork;
  let person: Person;
  before(async function makeWork() {
    this.timeout(180_000);
    work = await makeHubWithWork(hub.stack);
    person = await makePerson(hub.stack);
  });

  for (const { size, theme } of looks()) {
    it(`is accessible and quiet under the strict policy: ${size.name}, ${theme}`, async () => {
      const viewport = { width: size.width, height: size.height };
      const watched = await browser.open({ url: hub.stack.url, viewport, colorScheme: theme });
      await watched.page.goto('/');
      await signIn(watched.page, person);
      await watched.page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
      watched.faults.splice(0);
      const found: string[] = [];
      for (const { name, path, heading, isMissing } of PAGES) {
        await watched.page.goto(path(work));
        await watched.page.getByRole('heading', { level: 1, name: heading }).waitFor();
        await watched.page.getByRole('status').filter({ hasText: 'Loading' }).waitFor({ state: 'detached' });
        if (isMissing) watched.faults.splice(0);
        found.push(...(await findFaults(watched, `${name}-${size.name}-${theme}`)));
      }
      expect(found).to.deep.equal([]);
    });
  }

  for (const { name, path, heading, isMissing } of OUTER_PAGES) {
    it(`is accessible to who is not signed in: ${name}`, async () => {
      const watched = await browser.open({ url: hub.stack.url });
      await watched.page.goto(path);
      await watched.page.getByRole('heading', { level: 1, name: heading }).waitFor();
      if (isMissing) watched.faults.splice(0);
      expect(await findFaults(watched, name)).to.deep.equal([]);
    });
  }
});
