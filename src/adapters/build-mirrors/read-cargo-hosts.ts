import { open } from 'node:fs/promises';
import type { HostEnvironment } from './host-environment.ts';
import { runClient } from './run-client.ts';

const SPARSE_INDEX = /sparse\+(https:\/\/[a-z0-9.-]+\/)/;
const MAX_NAME = 256;
const TIMEOUT_MS = 5_000;

/** Where Cargo connects without any setting: its program names the index, and the index names where packages are. */
export async function readCargoHosts(host: HostEnvironment): Promise<string[]> {
  const program = await findCargo(host);
  const index = program === null ? null : await findIndex(program).catch(() => null);
  if (index === null) return [];
  const downloads = await readDownloadAddress(index);
  return downloads === null ? [index] : [index, downloads];
}

/** The program in PATH may be rustup's launcher, which knows nothing of registries. */
async function findCargo(host: HostEnvironment): Promise<string | null> {
  const byRustup = await runClient(host, 'rustup', ['which', 'cargo']);
  return (byRustup ?? (await runClient(host, '/bin/sh', ['-c', 'command -v cargo'])))?.trim() || null;
}

async function findIndex(program: string): Promise<string | null> {
  const file = await open(program, 'r');
  try {
    let tail = '';
    for await (const chunk of file.createReadStream({ highWaterMark: 1024 * 1024 })) {
      const text = tail + (chunk as Buffer).toString('latin1');
      const found = SPARSE_INDEX.exec(text)?.[1];
      if (found !== undefined) return found;
      tail = text.slice(-MAX_NAME);
    }
    return null;
  } finally {
    await file.close().catch(() => undefined);
  }
}

async function readDownloadAddress(index: string): Promise<string | null> {
  try {
    const answer = await fetch(new URL('config.json', index), { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const { dl } = (await answer.json()) as { dl?: unknown };
    return typeof dl === 'string' ? dl.replace(/\{.*$/, '') : null;
  } catch {
    return null;
  }
}
