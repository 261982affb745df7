export type LogLevel = 'error' | 'warn' | 'plain';

const ESCAPE = '\u001b';
const BELL = '\u0007';
/** Colours and moves of the cursor, and titles of windows. */
const TERMINAL_CODES = new RegExp(
  `${ESCAPE}(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\))`,
  'g',
);
const ERROR = /\b(?:ERROR|FATAL|CRITICAL|Traceback)\b|^(?:\w*Error|\w*Exception)\b:?/;
const WARNING = /\bWARN(?:ING)?\b/;

/** Returns a line as it is shown: without what only a terminal understands. */
export function plainText(text: string): string {
  return text.includes(ESCAPE) ? text.replaceAll(TERMINAL_CODES, '') : text;
}

/** Returns how loud a line is, by the words that loggers use. */
export function levelOf(text: string): LogLevel {
  if (ERROR.test(text)) return 'error';
  return WARNING.test(text) ? 'warn' : 'plain';
}

/** Returns the line cut at each occurrence of the word, in any case; every second piece is such a place. */
export function splitAtHits(text: string, word: string): string[] {
  if (word === '') return [text];
  const pieces: string[] = [];
  const lower = text.toLowerCase();
  const sought = word.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, from)) {
    pieces.push(text.slice(from, at), text.slice(at, at + sought.length));
    from = at + sought.length;
  }
  return [...pieces, text.slice(from)];
}
