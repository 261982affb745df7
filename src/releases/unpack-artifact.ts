import type { Readable } from 'node:stream';
import { AppError } from '../errors/app-error.ts';
import type { Sandbox, SandboxLimits } from '../sandbox/sandbox.ts';
import { feed } from './feed-sandbox.ts';

/** Fills an empty directory with `app/` and `home/` out of an artifact's tar. */
export type UnpackArtifact = (tar: Readable, directory: string) => Promise<void>;

const DEADLINE_MS = 300_000;

let count = 0;

/** Unpacks artifacts by `tar` in a sandbox without network: what a hostile tar does, it does to that directory alone. */
export function createUnpackArtifact(sandbox: Sandbox, limits: SandboxLimits): UnpackArtifact {
  return async (tar, directory) => {
    count += 1;
    const process = await sandbox.start({
      id: `unpack-${globalThis.process.pid}-${count}`,
      command: 'exec tar -x -f - -C /hub --no-same-owner --delay-directory-restore',
      workingDirectory: '',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      volume: { kind: 'directory', directory },
      mounts: [],
      files: {},
      network: { kind: 'none' },
      limits,
      deadlineMs: DEADLINE_MS,
    });
    const result = await feed(process, tar);
    if (result.inputError !== null) throw result.inputError;
    if (result.exit.exitCode === 0) return;
    const reason = result.exit.startFailure ?? result.stderr ?? '';
    throw new AppError(
      /No space left/.test(reason) ? 'disk_full' : 'artifact_corrupt',
      `The artifact could not be unpacked: ${reason.trim() || 'tar was ended'}.`,
    );
  };
}
