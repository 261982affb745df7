// HFS+ ignores these when it compares names.
const HFS_IGNORED = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** Why a name in a tree is not checked out, null for an ordinary one. */
export function treeNameIssue(name: Buffer): string | null {
  if (name.length === 0) return 'has an empty name in it';
  if (name.length > 255) return 'has a name of more than 255 bytes in it';
  if (name.includes('/')) return 'has a "/" inside one name';
  // Backslashes are ordinary characters here, but other file systems take them for separators.
  for (const part of name.toString('utf8').split('\\')) {
    const plain = part.replace(HFS_IGNORED, '');
    if (plain === '.' || plain === '..') return `has a "${plain}" in it`;
    if (isDotGit(plain)) return 'has a ".git" of its own in it';
  }
  return null;
}

/** `.git` as some file system would take it: any case, NTFS streams, trailing dots and blanks, NTFS short names. */
function isDotGit(name: string): boolean {
  const plain = (name.split(':')[0] ?? '').toLowerCase().replace(/[. ]+$/, '');
  return plain === '.git' || /^git~\d+$/.test(plain);
}

/** A path for people: bytes that are no UTF-8, and control characters, escaped. */
export function printablePath(path: Buffer): string {
  return JSON.stringify(path.toString('utf8')).slice(1, -1);
}
