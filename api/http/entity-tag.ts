import { createHash } from 'node:crypto';
import { AppError } from '../../src/errors/app-error.ts';

/** Returns the version of an object that people edit side by side; the server adds what the response shows of it. */
export function toEntityTag(modifiedAt: Date): string {
  return `"${modifiedAt.getTime()}"`;
}

/**
 * Returns the tag with a digest of the body: for `If-Match` only the version counts, for `If-None-Match` everything shown, also what
 * changes without an edit.
 */
export function withContent(tag: string, body: unknown): string {
  const digest = createHash('sha256').update(JSON.stringify(body, inOrder)).digest('base64url').slice(0, 16);
  return tag.replace(/"$/, `.${digest}"`);
}

/** Returns whether the client has the version that the tag identifies. */
export function isKnownTag(tag: string, ifNoneMatch: string | undefined): boolean {
  return (ifNoneMatch ?? '').split(',').some((known) => known.trim().replace(/^W\//, '') === tag);
}

/** The stored body of a replayed response has its fields in another order. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

const OUR_TAG = /^(?:W\/)?"(\d{1,15})(?:[^\w"][^"]*)?"$/;

/**
 * Returns the versions that the editor saw; null where the request names none or `*`. Proxies that compress make tags weak or add a
 * suffix to them; the version stays what it was.
 * @throws AppError precondition_failed where none of them is a tag of ours
 */
export function readIfMatch(header: string | undefined): readonly Date[] | null {
  if (header === undefined || header.trim() === '*') return null;
  const versions = header.split(',').flatMap((tag) => {
    const [, version] = OUR_TAG.exec(tag.trim()) ?? [];
    return version === undefined ? [] : [new Date(Number(version))];
  });
  if (versions.length > 0) return versions;
  throw new AppError('precondition_failed', 'If-Match has to be the ETag of the last answer.');
}
