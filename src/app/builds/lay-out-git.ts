import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxWorkspace } from '../../adapters/sandbox/sandbox.ts';
import type { BuildSession } from './build-session.ts';
import { collectEnd } from './feed-sandbox.ts';
import { gitDirectory } from './fetch-source.ts';

const PACKS = '/hub/git-packs';

/**
 * Plain files, so that tools which read them find the commit also where there is no git. The index, which only git writes, makes
 * `git status` clean.
 */
const LAY_OUT = `set -e
mkdir -p .git/objects/info .git/objects/pack .git/refs/heads .git/refs/tags
cp ${PACKS}/*.pack ${PACKS}/*.idx .git/objects/pack/
printf '%s\\n' "$COMMIT" > .git/shallow
printf '%s' "$REFS" > .git/packed-refs
printf '%s\\n' "$HEAD" > .git/HEAD
printf '[core]\\n\\trepositoryformatversion = 0\\n\\tfilemode = true\\n\\tbare = false\\n' > .git/config
printf '[remote "origin"]\\n\\turl = %s\\n\\tfetch = +refs/heads/*:refs/remotes/origin/*\\n' "$URL" >> .git/config
command -v git >/dev/null || exit 0
git read-tree HEAD && git update-index -q --refresh || true`;

/**
 * Gives the tree of a build a shallow `.git` of its commit, as a clone of depth 1 leaves it; it never becomes part of the artifact.
 * A build can do without, so what fails here is a line of the log.
 */
export async function layOutGit(session: BuildSession, workspace: SandboxWorkspace, commitSha: string): Promise<void> {
  const packs = join(gitDirectory(session), 'objects/pack');
  await makeReadable(packs);
  const process = await session.start({
    command: LAY_OUT,
    workingDirectory: '',
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      LC_ALL: 'C',
      HOME: '/nonexistent',
      ...describeHead(session, commitSha),
    },
    volume: { kind: 'workspace', workspace },
    mounts: [{ from: packs, to: PACKS }],
  });
  process.stdin.end();
  process.stdout.resume();
  const [exit, stderr] = await Promise.all([process.exited, collectEnd(process.stderr)]);
  session.signal.throwIfAborted();
  if (exit.exitCode !== 0) session.log.hub(`checkout: the build has no .git: ${exit.startFailure ?? stderr}`);
}

function describeHead({ order }: BuildSession, commitSha: string): Readonly<Record<string, string>> {
  const { kind, name } = order.requestedRef;
  const refs = {
    branch: [`refs/heads/${name}`, `refs/remotes/origin/${name}`],
    tag: [`refs/tags/${name}`],
    commit: [],
  }[kind];
  return {
    COMMIT: commitSha,
    REFS: refs.map((ref) => `${commitSha} ${ref}\n`).join(''),
    HEAD: kind === 'branch' ? `ref: refs/heads/${name}` : commitSha,
    URL: order.repositoryUrl,
  };
}

/** Whatever the hub's umask is; the folder above lets nobody else in. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const name of await readdir(folder)) await chmod(join(folder, name), 0o644);
}
