/** `stderr` and `stdout` come from the process, `hub` lines from Hubwright itself. */
export type LogKind = 'stderr' | 'stdout' | 'hub';

const LETTERS: Readonly<Record<LogKind, string>> = { stderr: 'e', stdout: 'o', hub: 'h' };
const KINDS: Readonly<Record<string, LogKind>> = { e: 'stderr', o: 'stdout', h: 'hub' };

/** The letter of a kind in the column `kinds` of a stored chunk. */
export function kindLetter(kind: LogKind): string {
  return LETTERS[kind];
}

export function kindOfLetter(letter: string): LogKind {
  return KINDS[letter] ?? 'stderr';
}

export interface LogLine {
  /** Counts from 1 over all attempts of the run. */
  readonly number: number;
  readonly at: Date;
  readonly kind: LogKind;
  readonly text: string;
}
