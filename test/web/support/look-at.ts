import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { env } from 'node:process';
import type { Page } from 'playwright-core';
import type { WatchedPage } from './browser.ts';

const SHOTS = join(import.meta.dirname, '..', '..', '..', 'test-results', 'shots');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface Size {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

const DESKTOP: Size = { name: 'desktop', width: 1440, height: 900 };
const PHONE: Size = { name: 'phone', width: 390, height: 844 };

export const THEMES = ['light', 'dark'] as const;

/** `npm run shots` looks in every theme and size; the test run in one of each. */
export function looks(): readonly { readonly size: Size; readonly theme: (typeof THEMES)[number] }[] {
  if (env.HUBWRIGHT_SHOTS !== 'all') {
    return [
      { size: DESKTOP, theme: 'light' },
      { size: PHONE, theme: 'dark' },
    ];
  }
  return [DESKTOP, PHONE].flatMap((size) => THEMES.map((theme) => ({ size, theme })));
}

/** Takes a picture for people, and returns what a machine can see: barriers, what the policy refused, errors, too wide a page. */
export async function findFaults({ page, faults }: WatchedPage, name: string): Promise<string[]> {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  const found = [...faults.splice(0), ...(await violationsOf(page))];
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (overflow > 0) found.push(`scrolls sideways by ${overflow} px`);
  return found.map((fault) => `${name}: ${fault}`);
}

/** What axe finds, with the element that it finds it on. It is evaluated through the protocol, so that the policy stays on. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    // Layers lie outside of the landmarks, as they have to.
    return axe.run(document, { runOnly: tags, rules: { region: { enabled: false } } });
  }, TAGS);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
  );
}
