import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildLaunchers } from './toolchain.ts';
import { writeLaunchers } from './write-launchers.ts';

const PROGRAM = '/hub/build-launchers/installed-npm.mjs';

/** Looks for the npm behind it, and lets `installed-npm.mjs` stand in front of its installing commands. */
const NPM = `IFS=:
for folder in $PATH; do
  [ "$folder" != "\${0%/*}" ] && [ -x "$folder/npm" ] && npm="$folder/npm" && break
done
unset IFS
[ -n "\${npm:-}" ] || { echo 'npm: not found' >&2; exit 127; }
for word in "$@"; do
  case "$word" in
    ci | clean-install | ic | install-clean | i | in | ins | inst | install | isntall | add)
      settings=$(env | grep -iE '^(HOME|NODE_ENV|NODE_OPTIONS|npm_config_[^=]*)=' | LC_ALL=C sort)
      exec node ${PROGRAM} "$npm" "$settings" "$@" ;;
    -*) ;;
    *) break ;;
  esac
done
exec "$npm" "$@"`;

/** Launchers that stand in front of package clients while a build command runs; see docs/adr/0020-installed-layers.md. */
export function createBuildLaunchers(directory: string): BuildLaunchers {
  const mount = writeLaunchers(directory, 'build', { npm: NPM });
  return {
    binPath: mount.to,
    mounts: [mount],
    files: { [PROGRAM]: readFileSync(join(import.meta.dirname, 'installed-npm.mjs')) },
  };
}
