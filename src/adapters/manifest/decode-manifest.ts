import type { LocatedIssue } from './locate-values.ts';
import { MAX_MANIFEST_BYTES } from './read-yaml.ts';

export interface DecodedManifest {
  readonly text: string;
  readonly issue: LocatedIssue | null;
}

/** The manifest as text: UTF-8 with or without a byte order mark, at most 256 KiB. */
export function decodeManifest(written: string | Uint8Array): DecodedManifest {
  const bytes = typeof written === 'string' ? Buffer.byteLength(written) : written.byteLength;
  if (bytes > MAX_MANIFEST_BYTES) {
    return refuse('', 0, 'too_large', `The manifest has ${bytes} bytes; at most ${MAX_MANIFEST_BYTES} are allowed.`);
  }
  const text = typeof written === 'string' ? written.replace(/^\uFEFF/, '') : new TextDecoder().decode(written);
  if (typeof written !== 'string' && !isUtf8(written)) {
    return refuse(text, text.indexOf('\uFFFD'), 'not_utf8', 'The file is not UTF-8 here; save it as UTF-8.');
  }
  const nulAt = text.indexOf('\0');
  return nulAt < 0
    ? { text, issue: null }
    : refuse(text, nulAt, 'nul', 'The file holds a NUL character; remove it, or save the file as UTF-8.');
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function refuse(text: string, offset: number, code: string, message: string): DecodedManifest {
  return { text, issue: { offset, code, message } };
}
