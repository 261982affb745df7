export const MANIFEST_NAME = 'PANDIUM.yaml';

/** The path of an integration names a folder, the file itself, or nothing for the root. */
export function manifestPath(repositoryPath: string): string {
  const parts = repositoryPath.split('/').filter((part) => part !== '' && part !== '.');
  const path = parts.join('/');
  if (/\.ya?ml$/i.test(path)) return path;
  return path === '' ? MANIFEST_NAME : `${path}/${MANIFEST_NAME}`;
}
