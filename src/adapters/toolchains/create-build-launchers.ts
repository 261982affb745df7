import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildLaunchers } from './toolchain.ts';
import { type Launchers, writeLaunchers } from './write-launchers.ts';

const PROGRAM = '/hub/build-launchers/installed-npm.mjs';

/** Sets `$program` to the program of this name that comes after the launcher in PATH. */
const findBehind = (name: string): string => `IFS=:
for folder in $PATH; do
  [ "$folder" != "\${0%/*}" ] && [ -x "$folder/${name}" ] && program="$folder/${name}" && break
done
unset IFS
[ -n "\${program:-}" ] || { echo '${name}: not found' >&2; exit 127; }`;

/** Puts `installed-npm.mjs` in front of npm's installing commands. */
const NPM = `${findBehind('npm')}
for word in "$@"; do
  case "$word" in
    ci | clean-install | ic | install-clean | i | in | ins | inst | install | isntall | add)
      settings=$(env | grep -iE '^(HOME|NODE_ENV|NODE_OPTIONS|npm_config_[^=]*)=' | LC_ALL=C sort)
      exec node ${PROGRAM} "$program" "$settings" "$@" ;;
    -*) ;;
    *) break ;;
  esac
done
exec "$program" "$@"`;

/** The store is a cache, and a setting that npm does not know must not reach npm. */
const PNPM = `${findBehind('pnpm')}
export npm_config_store_dir="\${npm_config_store_dir:-/hub/cache/pnpm-store}"
exec "$program" "$@"`;

/** What \`--system\` means is read-only here: HOME's own packages replace it, as with pip. */
const UV = `${findBehind('uv')}
case "\${1:-} \${2:-}" in
  'pip install' | 'pip sync' | 'pip uninstall')
    system="\${UV_SYSTEM_PYTHON:-}"
    for word in "$@"; do
      case "$word" in
        --system) system=1 ;;
        --prefix | --prefix=* | --target | --target=* | --python | --python=* | -p) exec "$program" "$@" ;;
      esac
    done
    case "$system" in '' | 0 | false) ;; *) exec "$program" "$@" --prefix "$HOME/.local" ;; esac ;;
esac
exec "$program" "$@"`;

/** Stand in front of package clients while a build command runs; see docs/adr/0020-installed-layers.md. */
export function createBuildLaunchers(directory: string): BuildLaunchers {
  const write = (language: string, launchers: Launchers) => writeLaunchers(directory, `build-${language}`, launchers);
  return {
    byLanguage: { node: write('node', { npm: NPM, pnpm: PNPM }), python: write('python', { uv: UV }) },
    files: { [PROGRAM]: readFileSync(join(import.meta.dirname, 'installed-npm.mjs')) },
  };
}
