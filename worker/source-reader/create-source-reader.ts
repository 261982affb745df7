import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getCACertificates } from 'node:tls';
import type { CheckoutInput, Git } from '../../src/adapters/git/git.ts';
import { GitError } from '../../src/adapters/git/git-error.ts';
import type { ParseManifestResult } from '../../src/adapters/manifest/parse-manifest.ts';
import { createProcessPool } from '../../src/base/process-pool/process-pool.ts';
import type { TaskEnd } from '../../src/base/process-pool/process-pool-settings.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SentError, SourceResult, SourceSetup, SourceTask, SourceValue } from './source-task.ts';

const MIB = 1_048_576;
/** What a process that reads a repository may take: some times the largest pack that it holds whole. */
const MEMORY_BYTES = 1_024 * MIB;
const IDLE_MS = 20_000;
/** Over the limit that the operation itself keeps: for ending in an orderly way. */
const OPERATION_GRACE_MS = 5_000;
const RESOLVE_TIMEOUT_MS = 30_000;
const READ_TIMEOUT_MS = 30_000;
const WALK_TIMEOUT_MS = 60_000;
const CHECKOUT_TIMEOUT_MS = 300_000;
const PARSE_TIMEOUT_MS = 10_000;

export interface SourceReaderSettings {
  readonly git: SourceSetup['git'];
  /** Processes at once; what comes then waits. */
  readonly size: number;
  readonly memoryBytes?: number;
  /** Instead of five minutes for the tar of a commit. */
  readonly checkoutTimeoutMs?: number;
}

/** Reads what strangers own in processes of their own, with limits on time and memory, which end at once with their signal. */
export interface SourceReader {
  readonly git: Git;
  readonly parseManifest: (text: Uint8Array, path: string, signal?: AbortSignal) => Promise<ParseManifestResult>;
  close(): Promise<void>;
}

export function createSourceReader(settings: SourceReaderSettings): SourceReader {
  const setup: SourceSetup = { git: settings.git, extraCertificates: getCACertificates('extra') };
  const pool = createProcessPool<SourceTask, SourceResult>({
    entry: new URL('./source-reader-main.ts', import.meta.url),
    setup,
    size: settings.size,
    memoryBytes: settings.memoryBytes ?? MEMORY_BYTES,
    idleMs: IDLE_MS,
    // After an error something that it started may still run.
    isReusable: (result) => result.ok,
  });
  const run = async <Kind extends SourceTask['kind']>(
    task: SourceTask & { readonly kind: Kind },
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<SourceValue<Kind>> => valueFrom<Kind>(await pool.run(task, { timeoutMs, signal }), task, timeoutMs);
  const checkoutTimeoutMs = settings.checkoutTimeoutMs ?? CHECKOUT_TIMEOUT_MS;

  const writeTar = async (input: CheckoutInput, tar: PassThrough, abandoned: AbortSignal): Promise<void> => {
    const { onWarning, onSubmodule, signal: asked, ...sent } = input;
    const task = { kind: 'checkout', input: sent } as const;
    const signal = asked === undefined ? abandoned : AbortSignal.any([asked, abandoned]);
    const { output, end } = await pool.open(task, { timeoutMs: checkoutTimeoutMs, signal });
    await pipeline(output, tar, { end: false });
    const { warnings, submodules } = valueFrom<'checkout'>(await end, task, checkoutTimeoutMs);
    for (const warning of warnings) onWarning?.(warning);
    for (const submodule of submodules) onSubmodule?.(submodule);
    tar.end();
  };

  return {
    git: {
      resolveRef: ({ signal, ...input }) =>
        run({ kind: 'resolveRef', input }, (input.timeoutMs ?? RESOLVE_TIMEOUT_MS) + OPERATION_GRACE_MS, signal),
      fetchCommit: ({ signal, onProgress: _onProgress, ...input }) =>
        run({ kind: 'fetchCommit', input }, input.limits.timeMs + OPERATION_GRACE_MS, signal),
      readFile: ({ signal, ...input }) => run({ kind: 'readFile', input }, READ_TIMEOUT_MS, signal),
      findFiles: ({ signal, onWarning: _onWarning, onSubmodule: _onSubmodule, ...input }) =>
        run({ kind: 'findFiles', input }, WALK_TIMEOUT_MS, signal),
      createCheckoutTar: (input) => readableOf((tar, abandoned) => writeTar(input, tar, abandoned)),
    },
    parseManifest: (text, path, signal) => run({ kind: 'parseManifest', text, path }, PARSE_TIMEOUT_MS, signal),
    close: () => pool.close(),
  };
}

/** Ends where `write` ended it, fails with what `write` failed with; destroying it aborts the signal. */
function readableOf(write: (into: PassThrough, signal: AbortSignal) => Promise<void>): Readable {
  const stop = new AbortController();
  const through = new PassThrough();
  through.on('close', () => stop.abort(new Error('Nobody reads the tar any more.')));
  write(through, stop.signal).catch((error: unknown) => through.destroy(error as Error));
  return through;
}

function valueFrom<Kind extends SourceTask['kind']>(
  end: TaskEnd<SourceResult>,
  task: SourceTask,
  timeoutMs: number,
): SourceValue<Kind> {
  switch (end.kind) {
    case 'done':
      if (end.result.ok) return end.result.value as SourceValue<Kind>;
      throw toError(end.result.error);
    case 'too_slow':
      throw new GitError(
        'timeout',
        `Reading the repository takes longer than the limit of ${Math.round(timeoutMs / 1000)} s.`,
        { code: 'git_too_slow' },
      );
    case 'too_large':
      throw new GitError('size', 'Reading the repository takes more memory than the hub allows.');
    case 'died':
      throw new Error(`a process that reads repositories died in ${task.kind}: ${end.detail}`);
  }
}

function toError({ code, step, message, issues, stack }: SentError): Error {
  if (code === null) return Object.assign(new Error(message), { stack });
  if (step !== null) return new GitError(step, message, { code });
  return new AppError(code, message, { issues });
}
