/** The numbers of a version: `20.9.0` → [20, 9, 0]; what follows the digits and dots is left out. */
export function parseToolVersion(text: string): readonly number[] {
  const digits = /\d+(?:\.\d+)*/.exec(text)?.[0] ?? '';
  const numbers = digits === '' ? [] : digits.split('.').map(Number);
  return numbers;
}

/** Negative where `left` is older, 0 where neither is; a missing number counts as 0. */
export function compareVersions(left: readonly number[], right: readonly number[]): number {
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** True where `version` begins with all the numbers of `prefix`: 3.13.2 begins with 3.13, not with 3.1. */
export function beginsWith(version: readonly number[], prefix: readonly number[]): boolean {
  return prefix.every((number, index) => version[index] === number);
}
