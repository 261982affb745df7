// Plain JavaScript without packages, for whatever Node a build chose: it stands in a build's sandbox in front of npm.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

const FOLDER = '/hub/cache/npm-installed';
const TREE = '/hub/app';
const MAX_BYTES = 512 * 1024 * 1024;
const CLEAN_INSTALLS = ['ci', 'clean-install', 'ic', 'install-clean'];
const INSTALLS = ['install', 'i', 'in', 'ins', 'inst', 'isntall', 'add'];
/** Flags that make it another command, or look at another folder. */
const OTHER_FLAGS =
  /^(-g|-w|-C|-h|--(global|location|prefix|workspace|dry-run|package-lock|no-package-lock|install-links|help))/;
/** What npm would run of the project itself: its result depends on more than the lock file. */
const OWN_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];

/** `settings` are the lines of the environment that npm heeds; the launcher hands them over. */
const [npm, settings, ...args] = process.argv.slice(2);

/** Gives back what an earlier `npm ci` or `npm install` of the very same made, else lets npm work and keeps what it made. */
function main() {
  const project = readProject();
  const layer = project === null ? null : join(FOLDER, `${project.key}.tar`);
  if (layer !== null && restore(layer, project)) return;
  const before = project === null ? '' : project.key;
  const result = run(args);
  if (result.signal !== null) process.kill(process.pid, result.signal);
  if (result.status === 0 && layer !== null && readProject()?.key === before) keep(layer);
  process.exit(result.status ?? 1);
}

function run(words) {
  return spawnSync(npm, words, { stdio: 'inherit' });
}

/** Null where nothing may be reused: the result would depend on more than what the key holds. */
function readProject() {
  try {
    const isClean = commandOf();
    if (isClean === null || !`${process.cwd()}/`.startsWith(`${TREE}/`)) return null;
    const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
    const lockFile = ['npm-shrinkwrap.json', 'package-lock.json'].find((name) => existsSync(name));
    if (lockFile === undefined || ownsScripts(manifest) || isWorkspace()) return null;
    const lock = readFileSync(lockFile, 'utf8');
    const packages = Object.entries(JSON.parse(lock).packages ?? {}).filter(([path]) => path !== '');
    if (packages.length === 0 || !packages.every(([path, one]) => isFromRegistry(path, one))) return null;
    const scripted = packages.filter(([, one]) => one.hasInstallScript === true).map(([path]) => path);
    return { isClean, scripted, key: keyOf(manifest, lock) };
  } catch {
    return null;
  }
}

/** Whether it is a clean install; null for any other command, and for one that names packages. */
function commandOf() {
  const words = args.filter((word) => !word.startsWith('-'));
  if (words.length !== 1 || args.some((word) => OTHER_FLAGS.test(word))) return null;
  if (CLEAN_INSTALLS.includes(words[0])) return true;
  return INSTALLS.includes(words[0]) ? false : null;
}

function ownsScripts(manifest) {
  return OWN_SCRIPTS.some((name) => manifest.scripts?.[name] !== undefined) || existsSync('binding.gyp');
}

/** Whether this folder or one above it, up to the tree's root, has workspaces: npm may work in another folder then. */
function isWorkspace() {
  for (let folder = process.cwd(); `${folder}/`.startsWith(`${TREE}/`); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).workspaces !== undefined) return true;
  }
  return false;
}

/** Links and git repositories are sources of their own, which may have changed. */
function isFromRegistry(path, one) {
  return (
    path.includes('node_modules/') && one.link !== true && (typeof one.integrity === 'string' || one.inBundle === true)
  );
}

function keyOf(manifest, lock) {
  const { scripts: _scripts, version: _version, description: _description, ...rest } = manifest;
  const files = ['.npmrc', `${setting('HOME')}/.npmrc`, setting('NPM_CONFIG_USERCONFIG')].map(readText);
  const parts = [process.version, npmVersion(), process.cwd(), args, rest, lock, settings, files];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** From its package, which stands beside npm or is named in a launcher: asking npm itself takes as long as half an install of ours. */
function npmVersion() {
  const program = realpathSync(npm);
  const named = /\/\S+\/bin\/npm-cli\.js/.exec(readFileSync(program, 'utf8'))?.[0] ?? program;
  const file = join(dirname(dirname(named)), 'package.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).version;
  return spawnSync(npm, ['--version'], { encoding: 'utf8' }).stdout;
}

function setting(name) {
  return new RegExp(`^${name}=(.*)$`, 'm').exec(settings)?.[1] ?? '';
}

function readText(path) {
  return path !== '' && existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function restore(layer, { isClean, scripted }) {
  if (!existsSync(layer) || (!isClean && existsSync('node_modules'))) return false;
  clear();
  const isThere = spawnSync('tar', ['-x', '-f', layer], { stdio: 'ignore' }).status === 0 && rebuild(scripted);
  if (isThere) {
    writeFileSync(`${layer}.used`, '');
    const count = readdirSync('node_modules').length;
    process.stdout.write(
      `cache: npm ${args.join(' ')}: node_modules (${count} folders) as an earlier build installed it\n`,
    );
    return true;
  }
  rmSync(layer, { force: true });
  clear();
  return false;
}

/** Install scripts of packages may look at the project, which is another one now: npm runs them again. */
function rebuild(scripted) {
  const names = scripted.filter((path) => existsSync(path)).map(nameOf);
  if (names.length === 0 || args.includes('--ignore-scripts')) return true;
  return run(['rebuild', ...new Set(names)]).status === 0;
}

function nameOf(path) {
  const scope = basename(dirname(path));
  return scope.startsWith('@') ? `${scope}/${basename(path)}` : basename(path);
}

function clear() {
  rmSync('node_modules', { recursive: true, force: true });
}

/** Never fails a build: without room for it the next one installs again. */
function keep(layer) {
  const draft = `${layer}.${process.pid}`;
  try {
    mkdirSync(FOLDER, { recursive: true });
    const { status } = spawnSync('tar', ['-c', '-f', draft, 'node_modules'], { stdio: 'ignore' });
    if (status !== 0 || statSync(draft).size > MAX_BYTES) return;
    renameSync(draft, layer);
    writeFileSync(`${layer}.used`, '');
  } catch {
    process.stdout.write('cache: what npm installed is not kept\n');
  } finally {
    rmSync(draft, { force: true });
  }
}

main();
