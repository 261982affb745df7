import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { StoredArtifact } from '../artifacts/artifact-store.ts';
import { SecretScan } from '../build-mirrors/secret-scan.ts';
import type { SandboxProcess, SandboxWorkspace } from '../sandbox/sandbox.ts';
import { type BuildFault, exitFault, integrationFault } from './build-fault.ts';
import type { BuildSession } from './build-session.ts';
import { collectEnd } from './feed-sandbox.ts';

const LEAKED =
  'The build left a credential of a build mirror in the artifact: remove it from the files that the build command writes.';

/** Setuid and setgid bits stay behind; the order of names makes equal trees equal tars. */
const COMMAND = 'exec tar -c -f - -C /hub --sort=name --owner=0 --group=0 --numeric-owner --mode=ug-s app home';

/** Steps `pack` and `store`: tree and HOME as one tar, stored only where it is whole and holds no credential of a mirror. */
export async function packArtifact(session: BuildSession, workspace: SandboxWorkspace): Promise<StoredArtifact> {
  session.log.hub('pack');
  const process = await session.start({
    command: COMMAND,
    workingDirectory: '',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    volume: { kind: 'workspace', workspace },
  });
  process.stdin.end();
  const stderr = collectEnd(process.stderr);
  const scan = new SecretScan(session.deps.mirrors.secrets);
  const checked = new PassThrough();
  const gate = atTheEnd(() => judge(process, scan, stderr));
  const piped = pipeline(process.stdout, scan, gate, checked).catch(() => undefined);
  try {
    return await session.deps.artifacts.put(checked, { signal: session.signal });
  } finally {
    checked.destroy();
    process.terminate(0);
    await Promise.all([piped, process.exited]);
  }
}

async function judge(process: SandboxProcess, scan: SecretScan, stderr: Promise<string>): Promise<BuildFault | null> {
  const exit = await process.exited;
  return (
    exitFault('pack', 'Packing the artifact', exit, await stderr) ??
    (scan.hasFound ? integrationFault('verify', LEAKED, 'mirror_credential') : null)
  );
}

/** Passes everything on, and fails instead of ending where `check` finds a fault: half an artifact is never stored. */
function atTheEnd(check: () => Promise<Error | null>): Transform {
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, chunk),
    flush: (done) => {
      check().then(done, done);
    },
  });
}
