import type { StoredArtifact } from '../../adapters/artifacts/artifact-store.ts';
import type { SandboxExit, SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import { exitFailure, integrationFailure } from './build-failed-error.ts';
import type { BuildSession } from './build-session.ts';
import { NOT_IN_ARTIFACT } from './cached-folders.ts';
import { packInSandbox, TAR } from './pack-in-sandbox.ts';

const LEAKED =
  'The build left a credential of a build mirror, or a build secret, in the artifact: remove it from the files that the build command writes.';

/** Of as many files as a disk takes. What is larger than the disk beside them has holes, which a tar writes out. */
const HEADERS_BYTES = 768 * 1024 * 1024;

/** The order of names makes equal trees equal tars. */
const COMMAND = `exec ${TAR} -C /hub --sort=name ${NOT_IN_ARTIFACT} app home`;

/** Steps `pack` and `store`: tree and HOME as one tar, stored only where it is whole and holds no credential of a mirror. */
export function packArtifact(session: BuildSession, workspace: SandboxWorkspace): Promise<StoredArtifact> {
  session.log.hub('pack');
  const order = {
    command: COMMAND,
    classify: (exit: SandboxExit, stderr: string) => exitFailure('pack', 'Packing the artifact', exit, stderr),
    leak: () => integrationFailure('verify', LEAKED, 'mirror_credential'),
  };
  return packInSandbox(session, workspace, order, (tar) =>
    session.deps.artifacts.put(tar, {
      signal: session.signal,
      maxBytes: session.deps.limits.diskBytes + HEADERS_BYTES,
    }),
  );
}
