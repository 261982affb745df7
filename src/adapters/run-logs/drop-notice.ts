import type { LogKind } from './log-line.ts';

/** Returns the line of the hub that says how many lines a full log lacks. */
export function dropNotice(droppedLines: number): string {
  return `The log is full: ${droppedLines} more lines were dropped.`;
}

export function isDropNotice(kind: LogKind, text: string): boolean {
  return kind === 'hub' && /^The log is full: \d+ more lines were dropped\.$/.test(text);
}
