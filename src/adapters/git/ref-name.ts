import { AppError } from '../../errors/app-error.ts';
import type { GitRef } from './git.ts';

const FORBIDDEN_CHARACTERS = [' ', '~', '^', ':', '?', '*', '[', '\\'];

/**
 * Refuses what can't be a branch, tag or commit name.
 * @throws AppError invalid_input
 * @see https://git-scm.com/docs/git-check-ref-format
 */
export function checkRef(ref: GitRef): void {
  const issue = ref.kind === 'commit' ? commitIssue(ref.name) : nameIssue(ref.name);
  if (issue === null) return;
  const message = `${describe(ref)} ${issue}.`;
  throw new AppError('invalid_input', message, { issues: [{ pointer: '/ref', message }] });
}

function commitIssue(name: string): string | null {
  return /^[0-9a-f]{40}$/.test(name) ? null : 'must be the 40 hexadecimal digits of a full SHA';
}

function nameIssue(name: string): string | null {
  if (name === '') return 'must not be empty';
  if (name.length > 255) return 'must not be longer than 255 characters';
  if (name.startsWith('-')) return 'must not start with "-"';
  if ([...name].some((character) => character < ' ' || character === '\u007f')) {
    return 'must not contain control characters';
  }
  const forbidden = FORBIDDEN_CHARACTERS.find((character) => name.includes(character));
  if (forbidden !== undefined) return `must not contain "${forbidden}"`;
  if (name === '@' || name.includes('@{')) return 'must not be "@" or contain "@{"';
  if (name.includes('..')) return 'must not contain ".."';
  if (name.endsWith('.')) return 'must not end with "."';
  const parts = name.split('/');
  if (parts.includes('')) return 'must not start or end with "/" or contain "//"';
  if (parts.some((part) => part.startsWith('.'))) return 'must not have a part that starts with "."';
  if (parts.some((part) => part.endsWith('.lock'))) return 'must not have a part that ends with ".lock"';
  return null;
}

function describe(ref: GitRef): string {
  const noun = { branch: 'The branch name', tag: 'The tag name', commit: 'The commit' }[ref.kind];
  return `${noun} ${JSON.stringify(ref.name.slice(0, 80))}`;
}
