import type { FindFilesInput, Git } from '../../adapters/git/git.ts';
import { MANIFEST_NAME } from './manifest-path.ts';

/** Of the places where there is a manifest instead. */
const MAX_NAMED = 20;
/** The name as people write it too: another case, another extension. */
const ALIKE = /^pandium\.ya?ml$/i;

/** Says that a commit has no manifest at a path, and where it has something like one. */
export async function describeMissingManifest(
  git: Pick<Git, 'findFiles'>,
  { path, ...commit }: Pick<FindFilesInput, 'directory' | 'commitSha' | 'signal'> & { readonly path: string },
): Promise<string> {
  const found = await git.findFiles({ ...commit, name: ALIKE, most: MAX_NAMED });
  const paths = found.map((file) => file.path);
  const isNamedSo = paths.some((one) => one.split('/').at(-1) === MANIFEST_NAME);
  const hint = paths.length === 0 ? 'and none anywhere else in it' : `but at ${paths.join(', ')}`;
  const advice =
    paths.length === 0 || isNamedSo
      ? ''
      : ` The file has to be called ${MANIFEST_NAME}, or the repository path of the integration names it in full.`;
  return `The commit has no manifest at ${path}, ${hint}.${advice}`;
}
