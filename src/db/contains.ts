/** Returns the pattern of `ilike` for texts that hold this one. */
export function contains(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
