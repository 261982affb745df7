import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxMount } from '../../adapters/sandbox/sandbox.ts';
import type { BuildSession } from './build-session.ts';
import { gitDirectory } from './fetch-source.ts';

/** What a sandbox runs after it unpacked a tree. */
export interface GitLayout {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  readonly mounts: readonly SandboxMount[];
}

const PACKS = '/hub/git-packs';

/**
 * Plain files, so that tools which read them find the commit also where there is no git. The index, which only git writes, makes
 * `git status` clean. A build can do without, so nothing here fails it.
 */
const LAY_OUT = `(
  set -e
  cd /hub/app
  mkdir -p .git/objects/info .git/objects/pack .git/refs/heads .git/refs/tags
  cp ${PACKS}/*.pack ${PACKS}/*.idx .git/objects/pack/
  printf '%s\\n' "$COMMIT" > .git/shallow
  printf '%s' "$REFS" > .git/packed-refs
  printf '%s\\n' "$HEAD" > .git/HEAD
  printf '[core]\\n\\trepositoryformatversion = 0\\n\\tfilemode = true\\n\\tbare = false\\n' > .git/config
  printf '[remote "origin"]\\n\\turl = %s\\n\\tfetch = +refs/heads/*:refs/remotes/origin/*\\n' "$URL" >> .git/config
  ! command -v git >/dev/null || { git read-tree HEAD && git update-index -q --refresh; }
) || true`;

/** Gives the tree of a build a shallow `.git` of its commit, as a clone of depth 1 leaves it; it never becomes part of the artifact. */
export async function layOutGit(session: BuildSession, commitSha: string): Promise<GitLayout> {
  const packs = join(gitDirectory(session), 'objects/pack');
  await makeReadable(packs);
  const { kind, name } = session.order.requestedRef;
  const refs = {
    branch: [`refs/heads/${name}`, `refs/remotes/origin/${name}`],
    tag: [`refs/tags/${name}`],
    commit: [],
  }[kind];
  return {
    command: LAY_OUT,
    env: {
      COMMIT: commitSha,
      REFS: refs.map((ref) => `${commitSha} ${ref}\n`).join(''),
      HEAD: kind === 'branch' ? `ref: refs/heads/${name}` : commitSha,
      URL: session.order.repositoryUrl,
    },
    mounts: [{ from: packs, to: PACKS }],
  };
}

/** Whatever the hub's umask is; the folder above lets nobody else in. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const name of await readdir(folder)) await chmod(join(folder, name), 0o644);
}
