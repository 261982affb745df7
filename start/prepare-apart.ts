import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Environment } from './find-temporal.ts';
import type { FirstOwner, FirstOwnerOptions } from './owner-key.ts';
import type { Preparation, TemporalWait } from './preparation.ts';
import { StartFailure } from './start-failure.ts';

/** What `prepare-main.ts` reads and prints. */
export type PreparationRequest =
  | { readonly kind: 'temporal'; readonly wait: TemporalWait }
  | { readonly kind: 'database'; readonly owner: FirstOwnerOptions };
export type PreparationResponse = { readonly result: unknown } | { readonly failure: string };

const MAIN = join(import.meta.dirname, 'prepare-main.ts');

/** Preparations in processes of their own, so that this one does not keep in memory what is needed once; they end with it. */
export function prepareApart(env: Environment): Preparation {
  return {
    awaitTemporal: async (wait, signal) => (await ask({ kind: 'temporal', wait }, env, signal)) === true,
    prepareDatabase: async (owner) => (await ask({ kind: 'database', owner }, env)) as FirstOwner,
  };
}

/** Undefined where it was ended before. @throws StartFailure */
async function ask(request: PreparationRequest, env: Environment, signal?: AbortSignal): Promise<unknown> {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', process.execPath, MAIN], {
    env: { ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const end = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', end, { once: true });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(request));
  try {
    const line = await text(child.stdout);
    if (line === '' && signal?.aborted) return undefined;
    if (line === '') throw new StartFailure('A step of the start ended without a word.');
    const response = JSON.parse(line) as PreparationResponse;
    if ('failure' in response) throw new StartFailure(response.failure);
    return response.result;
  } finally {
    signal?.removeEventListener('abort', end);
  }
}
