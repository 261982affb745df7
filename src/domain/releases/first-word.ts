const KEYWORDS = new Set(['if', 'while', 'until', 'for', 'case', '{', '!', 'function', 'time']);
const PREFIXES = new Set(['exec', 'command', 'env', 'nohup', 'nice']);

/**
 * Returns the program that a shell command starts with, past assignments and `exec`; null where only the shell knows (it is
 * built by an expansion, or the command begins with a compound).
 */
export function firstWord(command: string): string | null {
  let rest = command.trimStart();
  for (;;) {
    const word = takeWord(rest);
    if (word === null) return null;
    rest = rest.slice(word.length).trimStart();
    const plain = unquote(word);
    if (/^[A-Za-z_]\w*=/.test(word)) continue;
    if (plain === null || KEYWORDS.has(plain)) return null;
    if (PREFIXES.has(plain) && /^[\w./]/.test(rest)) continue;
    return plain;
  }
}

/** One word as written, its quotes with it. */
function takeWord(text: string): string | null {
  return /^(?:[^\s'"\\;&|()<>#]|"(?:[^"\\]|\\.)*"|'[^']*'|\\.)+/.exec(text)?.[0] ?? null;
}

function unquote(word: string): string | null {
  if (/[$`*?[~]/.test(word)) return null;
  return word.replace(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g,
    (_, double: string | undefined, single: string | undefined, escaped: string) =>
      double === undefined ? (single ?? escaped) : double.replace(/\\(["\\])/g, '$1'),
  );
}
