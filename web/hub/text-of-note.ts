/** Returns the sentence of a warning of a release or run, with its place where it has one. */
export function textOfNote(note: unknown): string {
  const { message, file, line } = (note ?? {}) as { message?: unknown; file?: unknown; line?: unknown };
  if (typeof message !== 'string') return JSON.stringify(note);
  if (typeof line !== 'number') return message;
  return `${typeof file === 'string' ? file : 'PANDIUM.yaml'}:${line} ${message}`;
}
