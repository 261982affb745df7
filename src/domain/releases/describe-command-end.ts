const MAX_CHARACTERS = 300;

/** Lines of package clients that say nothing of what went wrong. */
const NOISE = /^(?:npm (?:error|ERR!)\s*$|npm (?:error|ERR!) A complete log of this run|npm notice|\[notice\])/;

/** A shell's message for a program that does not exist. */
const NOT_FOUND = /(?:^|[\s:'"`])([\w.+-]+)['"`]?: (?:command )?not found$/;

/**
 * Returns what the last meaningful line of a failed command's output means, to be shown beside its exit code. Empty where it printed nothing.
 * @param base the language of the manifest
 */
export function describeCommandEnd(output: string, base: string): string {
  const lines = output.split(/[\r\n]+/).map((line) => line.trim());
  const line = lines.findLast((one) => /[\p{L}\p{N}]/u.test(one) && !NOISE.test(one)) ?? '';
  const program = NOT_FOUND.exec(line)?.[1];
  if (program !== undefined) return `${program}: not found: the base \`${base}\` has no ${program} here`;
  return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}…` : line;
}
