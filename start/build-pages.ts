import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isUpToDate } from '../web/built-pages.ts';
import type { Progress } from './progress.ts';

const SCRIPT = join(import.meta.dirname, '..', 'web', 'build.ts');

/**
 * Builds the pages where their sources have changed, in a process of its own that dies with this one. A failure is reported
 * with file and line, and the hub goes on with its API alone.
 */
export async function buildPages({ step, say }: Progress): Promise<void> {
  if (isUpToDate()) return;
  const failure = await step('Pages are built', runBuild).catch((error: Error) => error);
  if (failure) say(`✗ The pages can't be built, so there is only the API: ${failure.message}`);
}

/** @throws Error with what the bundler reported */
export function runBuild(): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = ['--pdeathsig', 'KILL', process.execPath, SCRIPT];
    const child = spawn('setpriv', args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(errors.trim() || `the build ended with ${code}`));
    });
  });
}
