import { type FormMatch, FormMatcher } from './form-matcher.ts';
import { MIN_SECRET, secretForms } from './secret-forms.ts';
import { unescapedTexts } from './unescape.ts';

/** Replaces secrets in text with `[redacted]`, also where they are encoded. */
export interface Redactor {
  /** A text that is complete in itself, such as a message. */
  text(text: string): string;
  /** For the lines of one stream, in their order. */
  lines(): LineRedactor;
  /** Whether one of the secrets is in the text. */
  finds(text: string): boolean;
}

export interface LineRedactor {
  /** So many bytes beyond the place where a line is cut decide what is kept there. */
  readonly lookAheadBytes: number;
  /** The line's first `keptBytes` bytes without the secrets. */
  redact(line: Buffer, keptBytes: number): Buffer;
}

/** The longest run that is looked for, escaped twice. */
const LOOK_AHEAD_BYTES = 2_048;
const MARK = Buffer.from('[redacted]');

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Leaves everything as it is. */
export const NO_SECRETS: Redactor = {
  text: (text) => text,
  lines: () => ({ lookAheadBytes: 0, redact: (line, keptBytes) => line.subarray(0, keptBytes) }),
  finds: () => false,
};

/** @see docs/adr/0017-logs.md */
export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = secrets.flatMap(secretForms);
  if (forms.length === 0) return NO_SECRETS;
  const matcher = new FormMatcher(forms);
  return {
    text: (text) => new SecretLines(matcher).redact(Buffer.from(text)).toString('utf8'),
    lines: () => new SecretLines(matcher),
    finds: (text) => findAll(matcher, Buffer.from(text)).length > 0,
  };
}

class SecretLines implements LineRedactor {
  readonly lookAheadBytes = LOOK_AHEAD_BYTES;
  readonly #matcher: FormMatcher;
  /** Forms that may go on in the next line: base64 and long values get wrapped. */
  #open: readonly FormMatch[] = [];

  constructor(matcher: FormMatcher) {
    this.#matcher = matcher;
  }

  redact(line: Buffer, keptBytes = line.length): Buffer {
    const found = this.#matcher.find(line);
    const matches =
      this.#open.length === 0 ? found : [...found, ...this.#open.flatMap((open) => continuation(line, open))];
    this.#open = matches.length === 0 ? matches : openAt(lineEnd(line), matches);
    const ranges = [...matches, ...escapedMatches(this.#matcher, line)];
    return ranges.length === 0 ? line.subarray(0, keptBytes) : replace(line, ranges, keptBytes);
  }
}

function openAt(lineEnd: number, matches: readonly FormMatch[]): readonly FormMatch[] {
  return matches.filter(({ end, form, formEnd }) => end === lineEnd && formEnd < form.bytes.length);
}

function lineEnd(line: Buffer): number {
  return line.at(-1) === 0x0d ? line.length - 1 : line.length;
}

/** What of a wrapped form is at the beginning of the next line. */
function continuation(line: Buffer, { form, formEnd: at }: FormMatch): FormMatch[] {
  const longest = Math.min(line.length, form.bytes.length - at);
  let length = 0;
  while (length < longest && line[length] === form.bytes[at + length]) length += 1;
  const isEnough = length >= Math.min(MIN_SECRET, form.bytes.length - at);
  return isEnough && length > 0 ? [{ start: 0, end: length, form, formEnd: at + length }] : [];
}

function findAll(matcher: FormMatcher, text: Buffer): readonly Range[] {
  return [...matcher.find(text), ...escapedMatches(matcher, text)];
}

function escapedMatches(matcher: FormMatcher, text: Buffer): readonly Range[] {
  return unescapedTexts(text).flatMap(({ bytes, origins }) =>
    matcher.find(bytes).map(({ start, end }) => ({ start: origins[start] as number, end: origins[end] as number })),
  );
}

function replace(line: Buffer, ranges: readonly Range[], keptBytes: number): Buffer {
  const parts: Buffer[] = [];
  let done = 0;
  for (const { start, end } of ranges.toSorted((left, right) => left.start - right.start)) {
    if (start >= keptBytes) break;
    // One that begins inside or right at the end of another belongs to it: one mark for both.
    if (start > done || parts.length === 0) parts.push(line.subarray(done, start), MARK);
    done = Math.max(done, end);
  }
  parts.push(line.subarray(Math.min(done, keptBytes), keptBytes));
  return Buffer.concat(parts);
}
