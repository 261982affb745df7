/** What clients download, outside of tree and HOME: never in the artifact. */
const CACHE = '/hub/cache';

export const CACHE_ENVIRONMENT = {
  NPM_CONFIG_UPDATE_NOTIFIER: 'false',
  NPM_CONFIG_CACHE: `${CACHE}/npm`,
  YARN_CACHE_FOLDER: `${CACHE}/yarn`,
  PIP_CACHE_DIR: `${CACHE}/pip`,
  PIPENV_CACHE_DIR: `${CACHE}/pipenv`,
  POETRY_CACHE_DIR: `${CACHE}/poetry`,
  UV_CACHE_DIR: `${CACHE}/uv`,
  GOCACHE: `${CACHE}/go-build`,
  COMPOSER_CACHE_DIR: `${CACHE}/composer`,
  BUNDLE_USER_CACHE: `${CACHE}/bundle`,
};

/**
 * Downloads that runs may read (`go run`, `mvn exec:java`), so they stay in HOME and in the artifact. They come back for unchanged
 * lock files only: then a build leaves what it would have left without a cache.
 */
export const CACHED_HOME_FOLDERS = [
  '.m2/repository',
  'go/pkg/mod',
  '.cargo/registry',
  '.cargo/git',
  '.gradle/caches',
  '.gradle/wrapper',
  '.nuget/packages',
];

/** Noise of clients: it would make a cache grow without making a build quicker. */
export const UNCACHED_FOLDERS = ['cache/npm/_logs', 'cache/npm/_cacache/tmp', 'cache/npm/_npx'];

/** Files that say which dependencies a project gets. */
export const LOCK_FILES = [
  ...['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml'],
  ...['Pipfile.lock', 'poetry.lock', 'uv.lock', 'pdm.lock', 'requirements*.txt', 'constraints*.txt'],
  ...['go.sum', 'Cargo.lock', 'composer.lock', 'Gemfile.lock', 'packages.lock.json'],
  ...['pom.xml', 'build.gradle', 'build.gradle.kts', 'gradle.lockfile', 'libs.versions.toml', '*.csproj'],
];

/** Looked at where a project has no lock file at all. */
export const DEPENDENCY_FILES = [
  ...['package.json', 'Pipfile', 'pyproject.toml', 'setup.py', 'setup.cfg'],
  ...['go.mod', 'Cargo.toml', 'composer.json', 'Gemfile', '*.gemspec'],
];
