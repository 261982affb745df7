const MAX_NAMES = 5;
const MAX_EDITS = 2;
/** What the main branch is called elsewhere. */
const MAIN_NAMES = ['main', 'master', 'trunk', 'develop'];

/** Returns the names that may have been meant, nearest first; the main branch where nothing is near. */
export function nearNames(wanted: string, names: readonly string[]): readonly string[] {
  const near = names
    .map((name) => ({ name, distance: distanceOf(wanted.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= MAX_EDITS)
    .toSorted((left, right) => left.distance - right.distance)
    .map(({ name }) => name);
  const found = near.length > 0 ? near : names.filter((name) => MAIN_NAMES.includes(name));
  return found.slice(0, MAX_NAMES);
}

/** Edits from one name to the other; 0 too where one ends in the other after a slash. */
function distanceOf(left: string, right: string): number {
  if (left.endsWith(`/${right}`) || right.endsWith(`/${left}`)) return 0;
  if (Math.abs(left.length - right.length) > MAX_EDITS) return Number.POSITIVE_INFINITY;
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...left].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...right].entries()) {
      const replaced = (previous[column] as number) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] as number) + 1, (current[column] as number) + 1));
    }
    previous = current;
  }
  return previous.at(-1) as number;
}
