import type { SandboxMount } from '../../adapters/sandbox/sandbox.ts';
import { PYTHON_FOLDERS } from './installed-python.ts';
import { TAR } from './pack-in-sandbox.ts';

/** What clients download, outside of tree and HOME: never in the artifact. */
const CACHE = '/hub/cache';

export const CACHE_ENVIRONMENT = {
  NODE_COMPILE_CACHE: `${CACHE}/node-compile`,
  NPM_CONFIG_CACHE: `${CACHE}/npm`,
  PNPM_CONFIG_STORE_DIR: `${CACHE}/pnpm-store`,
  BUN_INSTALL_CACHE_DIR: `${CACHE}/bun`,
  PIP_CACHE_DIR: `${CACHE}/pip`,
  PIPENV_CACHE_DIR: `${CACHE}/pipenv`,
  UV_CACHE_DIR: `${CACHE}/uv`,
  UV_LINK_MODE: 'copy',
  GOCACHE: `${CACHE}/go-build`,
  COMPOSER_CACHE_DIR: `${CACHE}/composer`,
  BUNDLE_USER_CACHE: `${CACHE}/bundle`,
};

/**
 * Downloads that runs may read (`go run`, `mvn exec:java`), so they stay in HOME and in the artifact. They come back for unchanged
 * lock files only: then a build leaves what it would have left without a cache.
 */
const CACHED_HOME_FOLDERS = [
  '.yarn/berry/cache',
  '.local/share/package-managers',
  '.m2/repository',
  'go/pkg/mod',
  '.cargo/registry',
  '.cargo/git',
  '.gradle/caches',
  '.gradle/wrapper',
  '.nuget/packages',
];

/**
 * Caches in HOME of clients that take no folder by environment, or keep there what runs need too (Poetry's environments): in the
 * cache, and not in the artifact.
 */
const HOME_CACHES = ['.cache/yarn', '.cache/pypoetry/cache', '.cache/pypoetry/artifacts', '.npm/_cacache'];

/** What `tar` leaves out of an artifact. */
export const NOT_IN_ARTIFACT = excluding([
  'app/.git',
  // Where a module requires a newer Go than its base, builds fetch it as a module.
  'home/go/pkg/mod/golang.org/toolchain@*',
  'home/go/pkg/mod/cache/download/golang.org/toolchain',
  ...HOME_CACHES.map((folder) => `home/${folder}`),
]);

/** What a cache of other lock files does not contain. */
export const NOT_OF_OTHER_LOCKS = excluding([
  'app',
  'home/.local',
  ...CACHED_HOME_FOLDERS.map((folder) => `home/${folder}`),
]);

/** Each of these paths alone, and not what ends in the same names elsewhere. */
function excluding(paths: readonly string[]): string {
  return ['--anchored', ...paths.map((path) => `--exclude='${path}'`)].join(' ');
}

/** Files that say which dependencies a project gets. */
export const LOCK_FILES = [
  ...['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'],
  ...['Pipfile.lock', 'poetry.lock', 'uv.lock', 'pdm.lock', 'requirements*.txt', 'constraints*.txt'],
  ...['go.sum', 'Cargo.lock', 'composer.lock', 'Gemfile.lock', 'packages.lock.json'],
  ...['pom.xml', 'build.gradle', 'build.gradle.kts', 'gradle.lockfile', 'libs.versions.toml', '*.csproj'],
];

/** They say what a project requires, and from where. */
export const DEPENDENCY_FILES = [
  ...['package.json', 'Pipfile', 'pyproject.toml', 'setup.py', 'setup.cfg'],
  ...['go.mod', 'Cargo.toml', 'composer.json', 'Gemfile', '*.gemspec', '.npmrc', 'pip.conf'],
  ...['.yarnrc', '.yarnrc.yml', 'pnpm-workspace.yaml', 'bunfig.toml'],
];

/** Noise of clients: it would make a cache grow without making a build quicker. */
const EXCLUDED = ['cache/npm/_logs', 'cache/npm/_cacache/tmp', 'cache/npm/_npx', 'cache/npm-installed'];

const HOME_FOLDERS = [...CACHED_HOME_FOLDERS, ...HOME_CACHES].map((folder) => `home/${folder}`).join(' ');

/** Writes to stdout, as a tar, what the next build begins with. */
export function packCommand(hasInstalledPython: boolean): string {
  return `cd /hub && set -- cache
for folder in ${HOME_FOLDERS}; do [ ! -d "$folder" ] || [ -L "$folder" ] || set -- "$@" "$folder"; done
${hasInstalledPython ? PYTHON_FOLDERS : ''}
exec ${TAR} ${EXCLUDED.map((folder) => `--exclude='${folder}'`).join(' ')} "$@"`;
}

/** Where a build finds the layers of an earlier one: a tar of tars, see `installed-npm.mjs`. */
const LAYERS_FILE = '/hub/npm-layers.tar';

/** @param path on this host, null for none */
export function layersMounts(path: string | null): readonly SandboxMount[] {
  return path === null ? [] : [{ from: path, to: LAYERS_FILE }];
}

/** Writes to stdout, as a tar, the layers that this build made or had use for; nothing where there are none. */
export const PACK_LAYERS = `cd /hub/cache/npm-installed 2>/dev/null || exit 0
set --
for mark in *.tar.used; do
  layer="\${mark%.used}"
  [ -e "$layer" ] || [ ! -e "$mark" ] || tar -x -f ${LAYERS_FILE} "$layer"
  [ ! -e "$layer" ] || set -- "$@" "$layer"
done
[ $# -eq 0 ] || exec ${TAR} "$@"`;
