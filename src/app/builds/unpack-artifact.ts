import type { Readable } from 'node:stream';
import type { Sandbox, SandboxLimits } from '../../adapters/sandbox/sandbox.ts';
import { AppError } from '../../errors/app-error.ts';
import { type PipedProcess, pipeToSandbox } from './pipe-to-sandbox.ts';

/** Fills an empty directory with `app/` and `home/` out of an artifact's tar. */
export type UnpackArtifact = (tar: Readable, directory: string) => Promise<void>;

/** What a hostile tar does, it does to the disk of a sandbox alone. */
export const UNPACKING = {
  command: 'exec tar -x -f - -C /hub --no-same-owner --delay-directory-restore',
  workingDirectory: '',
  env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
} as const;

const DEADLINE_MS = 300_000;

let count = 0;

/** Unpacks artifacts by `tar` in a sandbox without network, into directories of this machine. */
export function createUnpackArtifact(sandbox: Sandbox, limits: SandboxLimits): UnpackArtifact {
  return async (tar, directory) => {
    count += 1;
    const process = await sandbox.start({
      id: `unpack-${globalThis.process.pid}-${count}`,
      ...UNPACKING,
      volume: { kind: 'directory', directory },
      mounts: [],
      files: {},
      network: { kind: 'none' },
      limits,
      deadlineMs: DEADLINE_MS,
    });
    requireUnpacked(await pipeToSandbox(process, tar));
  };
}

/** @throws AppError `artifact_corrupt` · `disk_full`, or what reading the artifact failed with */
export function requireUnpacked({ exit, stderr, inputError }: PipedProcess): void {
  if (inputError !== null) throw inputError;
  if (exit.exitCode === 0) return;
  const reason = exit.startFailure ?? stderr;
  throw new AppError(
    /No space left/.test(reason) ? 'disk_full' : 'artifact_corrupt',
    `The artifact could not be unpacked: ${reason.trim() || 'tar was ended'}.`,
  );
}
