/** Fits a file name that is one of these, in which `*` stands for anything. */
export function wholeName(globs: readonly string[]): RegExp {
  const ways = globs.map((glob) => glob.split('*').map(RegExp.escape).join('.*'));
  return new RegExp(`^(?:${ways.join('|')})$`, 's');
}
