/** Whose version of itself a build may keep. */
const TOOLS = ['pip', 'setuptools', 'wheel', 'pipenv', 'poetry', 'uv'];

/**
 * Returns whether every package that a build command visibly requests from Python's clients is in a file or named with its version: then what
 * they install is the same for the same files. Commands that hide it (a script, make) are taken as unknown.
 */
export function installsPinnedPython(command: string): boolean {
  const installs = command
    .split(/&&|\|\||[;|\n]/)
    .map((part) => part.trim().split(/\s+/))
    .filter((words) => words.some((word) => /(^|\/)(pip[\d.]*|pipenv|poetry|uv)$/.test(word)));
  return installs.length > 0 && installs.every(isPinned);
}

function isPinned(words: readonly string[]): boolean {
  const start = words.findIndex((word) => ['install', 'sync', 'add'].includes(word));
  if (start < 0) return true;
  const named = words
    .slice(start + 1)
    .filter((word, index, all) => !word.startsWith('-') && !takesFile(all[index - 1]));
  return named.every((word) => word === '.' || TOOLS.includes(word) || /^[\w.[\],-]+==[\w.]+$/.test(word));
}

function takesFile(flag: string | undefined): boolean {
  return flag !== undefined && ['-r', '--requirement', '-c', '--constraint'].includes(flag);
}

/**
 * Adds to `$@` what Python clients installed. Virtual environments of the tree are known by a file of theirs that the repository does
 * not hold: what it does hold is as old as `CHECKOUT_DATE`.
 */
export const PYTHON_FOLDERS = `is_new() { [ -n "$(find "$1" -maxdepth 0 -newermt 2001-01-01)" ]; }
sources() { find app -type f -not -path '*/node_modules/*' ! -newermt 2001-01-01 "$@"; }
has() { [ -n "$(sources -name "$1")" ]; }
unpinned() { sources \\( -name 'requirements*.txt' -o -name 'constraints*.txt' \\) -exec grep -Ehv '^[[:space:]]*(#|--|-[rcif][ =]|$)|==[^*]*$' {} +; }
is_pinned() {
  has Pipfile && { has Pipfile.lock || return 1; }
  has pyproject.toml && { has poetry.lock || has uv.lock || has pdm.lock || return 1; }
  has setup.py && return 1
  has 'requirements*.txt' || has Pipfile.lock || has '*.lock' || return 1
  [ -z "$(unpinned)" ]
}
if is_pinned; then
  for folder in home/.local/share/virtualenvs home/.local/lib home/.local/bin; do [ ! -d "$folder" ] || [ -L "$folder" ] || set -- "$@" "$folder"; done
  for mark in app/*/pyvenv.cfg app/.*/pyvenv.cfg app/*/*/pyvenv.cfg app/*/.*/pyvenv.cfg; do
    [ -f "$mark" ] && is_new "$mark" && [ ! -L "\${mark%/*}" ] && set -- "$@" "\${mark%/*}"
  done
fi`;
