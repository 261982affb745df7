import { existsSync } from 'node:fs';
import { env, getuid } from 'node:process';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { runBuild } from '../../../start/build-pages.ts';
import { findOnPath } from '../../../start/find-temporal.ts';
import { ensureSystemPackages } from '../../../start/system-packages.ts';

/** A page of a browser that writes down what went wrong in it. */
export interface WatchedPage {
  readonly page: Page;
  /** Violations of the content security policy, errors on the console, exceptions that nobody caught. */
  readonly faults: string[];
}

export interface OpenOptions extends BrowserContextOptions {
  /** The hub's address. */
  readonly url: string;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const SETUP_TIMEOUT_MS = 180_000;

/** Builds the pages and gives the enclosing suite pages of one browser, each with cookies and storage of its own. */
export function useBrowser(): { open(options: OpenOptions): Promise<WatchedPage> } {
  const opened: Page[] = [];
  let browser: Browser | undefined;
  before(async function buildPages() {
    this.timeout(SETUP_TIMEOUT_MS);
    await runBuild();
    browser = await launch();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((page) => page.context().close()));
  });
  after(() => browser?.close());
  return {
    open: async (options) => {
      if (!browser) throw new Error('the browser is there from the before hooks on');
      const watched = await openPage(browser, options);
      opened.push(watched.page);
      return watched;
    },
  };
}

async function launch(): Promise<Browser> {
  // Chromium's own sandbox needs another user than root.
  const args = getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: findChromium(), args });
}

/** `CHROMIUM_PATH`, then what is on the PATH, then Debian's package. */
function findChromium(): string {
  const given = env.CHROMIUM_PATH;
  if (given !== undefined && existsSync(given)) return given;
  const find = (): string | undefined => NAMES.map((name) => findOnPath(name, env)).find((path) => path !== undefined);
  const found = find();
  if (found !== undefined) return found;
  ensureSystemPackages(env, (line) => process.stderr.write(`${line}\n`), { chromium: 'chromium' });
  return find() ?? 'chromium';
}

async function openPage(browser: Browser, { url, ...options }: OpenOptions): Promise<WatchedPage> {
  const context = await browser.newContext({ baseURL: url, ...options });
  const faults: string[] = [];
  await context.exposeFunction('reportViolation', (text: string) => faults.push(text));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
      const report = (globalThis as unknown as { reportViolation: (text: string) => void }).reportViolation;
      report(`policy: ${effectiveDirective} refused ${blockedURI} (${sourceFile})`);
    });
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  return { page, faults };
}
