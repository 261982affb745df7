import { PassThrough, type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SecretScan } from '../../adapters/build-mirrors/secret-scan.ts';
import type { SandboxExit, SandboxMount, SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import { gatherChunks } from '../../base/streams/gather-chunks.ts';
import { STREAM_CHUNK_BYTES } from '../../base/streams/zstd-streams.ts';
import type { BuildSession } from './build-session.ts';
import { collectEnd } from './pipe-to-sandbox.ts';

/** A command without its files; setuid and setgid bits stay behind. */
export const TAR = 'tar -c -f - --owner=0 --group=0 --numeric-owner --mode=ug-s';

export interface PackInput {
  /** Writes a tar to its stdout. */
  readonly command: string;
  readonly mounts?: readonly SandboxMount[];
  /** What is wrong with its end, null for nothing. */
  readonly classify: (exit: SandboxExit, stderr: string) => Error | null;
  /** Said where the tar holds a credential of a build mirror. */
  readonly leak: () => Error;
}

/** Gives `take` a tar that a command of the workspace's sandbox writes; it fails instead of ending where it isn't whole or holds a mirror's credential. */
export async function packInSandbox<Result>(
  session: BuildSession,
  workspace: SandboxWorkspace,
  order: PackInput,
  take: (tar: Readable) => Promise<Result>,
): Promise<Result> {
  const process = await session.start({
    command: order.command,
    workingDirectory: '',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    volume: { kind: 'workspace', workspace },
    mounts: order.mounts ?? [],
  });
  process.stdin.end();
  const stderr = collectEnd(process.stderr);
  const scan = new SecretScan(session.deps.mirrors.secrets);
  const checked = new PassThrough();
  const gate = atTheEnd(async () => {
    const exit = await process.exited;
    return order.classify(exit, await stderr) ?? (scan.hasFound ? order.leak() : null);
  });
  const piped = pipeline(process.stdout, gatherChunks(STREAM_CHUNK_BYTES), scan, gate, checked).catch(() => undefined);
  try {
    return await take(checked);
  } finally {
    checked.destroy();
    process.terminate(0);
    await Promise.all([piped, process.exited]);
  }
}

/** Passes everything on, and fails instead of ending where `check` finds an error: half a tar is never stored. */
function atTheEnd(check: () => Promise<Error | null>): Transform {
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, chunk),
    flush: (done) => {
      check().then(done, done);
    },
  });
}
