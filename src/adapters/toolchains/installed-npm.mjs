// Plain JavaScript without packages, for whatever Node a build chose: it comes before npm in a build's sandbox.
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

/** What this build makes for the next one, and marks of what it had use for. */
const FOLDER = '/hub/cache/npm-installed';
/** What earlier builds made: a tar of layers, which are tars, read in place. */
const EARLIER = '/hub/npm-layers.tar';
const TREE = '/hub/app';
const MAX_BYTES = 512 * 1024 * 1024;
const CLEAN_INSTALLS = ['ci', 'clean-install', 'ic', 'install-clean'];
const INSTALLS = ['install', 'i', 'in', 'ins', 'inst', 'isntall', 'add'];
/** Flags that make it another command, look at another folder, or read settings elsewhere. */
const OTHER_FLAGS =
  /^(-g|-w|-C|-h|--(global|location|prefix|workspace|dry-run|package-lock|no-package-lock|install-links|help|userconfig))/;
/** A package of the registry by name, maybe with a version; no folder, file, repository, or tag such as `@latest`, which asks for what is new. */
const REGISTRY_NAME = /^(@[\w.-]+\/)?[\w-][\w.-]*(@[~^]?\d[\w.-]*)?$/;
const FILE_NAME = /\.(tgz|tar|tar\.gz)$/;
/** What npm would run of the project itself: its result depends on more than the lock file. */
const OWN_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];
/** Longer than the tick by which the kernel dates files. */
const TICK_MS = 20;

/** `settings` are the lines of the environment that npm heeds; the launcher hands them over. */
const [npm, settings, ...args] = process.argv.slice(2);
/** Written after each install: node_modules is as npm left it where nothing in it is newer. Holds the key of what it has. */
const state = join(FOLDER, `${hash(process.cwd())}.state`);

/** Gives back what an earlier installing command of the very same made, else lets npm work and keeps what it made. */
function main() {
  const project = readProject();
  if (project !== null && restore(project)) return;
  const result = run(args);
  if (result.signal !== null) process.kill(process.pid, result.signal);
  if (result.status === 0 && project !== null) keep(project);
  process.exit(result.status ?? 1);
}

function run(words) {
  return spawnSync(npm, words, { stdio: 'inherit' });
}

/** Null where nothing may be reused: the result would depend on more than what its keys hold. */
function readProject() {
  try {
    const command = commandOf();
    if (command === null || !`${process.cwd()}/`.startsWith(`${TREE}/`)) return null;
    const lockFile = ['npm-shrinkwrap.json', 'package-lock.json'].find((name) => existsSync(name));
    if (lockFile === undefined) return null;
    const { manifest, lock } = readTexts(lockFile);
    const own = JSON.parse(manifest);
    if (ownsScripts(own) || isWorkspace() || !isAllFromRegistry(lock)) return null;
    const base = baseOf(command);
    if (base === null) return null;
    const { scripts: _scripts, version: _version, description: _description, ...rest } = own;
    const common = commonParts();
    const keyOf = (...parts) => hash(JSON.stringify([...common, ...parts]));
    // npm writes these two files anew where packages are named, or the lock file did not fit: then all of their text counts.
    const strict = keyOf('strict', base, manifest, lock);
    return { lockFile, manifest, lock, strict, loose: command.isNamed ? null : keyOf('loose', rest, lock) };
  } catch {
    return null;
  }
}

/** What npm may write anew. */
function readTexts(lockFile) {
  return { manifest: readFileSync('package.json', 'utf8'), lock: readFileSync(lockFile, 'utf8') };
}

/** What it installs; null for any other command. */
function commandOf() {
  const [verb, ...names] = args.filter((word) => !word.startsWith('-'));
  if (verb === undefined || args.some((word) => OTHER_FLAGS.test(word))) return null;
  const isClean = CLEAN_INSTALLS.includes(verb);
  if (!isClean && !INSTALLS.includes(verb)) return null;
  if (isClean && names.length > 0) return null;
  if (!names.every((name) => REGISTRY_NAME.test(name) && !FILE_NAME.test(name))) return null;
  return { isClean, isNamed: names.length > 0 };
}

/** What is in node_modules already, by its key: '' for nothing that counts, null for what nobody knows. */
function baseOf({ isClean, isNamed }) {
  if (isClean || !existsSync('node_modules')) return '';
  if (!isNamed || !existsSync(state)) return null;
  const newer = spawnSync('find', ['node_modules', '-cnewer', state, '-print', '-quit'], { encoding: 'utf8' });
  return newer.status === 0 && newer.stdout === '' ? readFileSync(state, 'utf8') : null;
}

function ownsScripts(manifest) {
  return OWN_SCRIPTS.some((name) => manifest.scripts?.[name] !== undefined) || existsSync('binding.gyp');
}

/** Returns whether this folder or one above it, up to the tree's root, has workspaces: npm may work in another folder then. */
function isWorkspace() {
  for (let folder = process.cwd(); `${folder}/`.startsWith(`${TREE}/`); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).workspaces !== undefined) return true;
  }
  return false;
}

function isAllFromRegistry(lock) {
  const packages = packagesOf(lock);
  return packages.length > 0 && packages.every(([path, one]) => isFromRegistry(path, one));
}

function packagesOf(lock) {
  return Object.entries(JSON.parse(lock).packages ?? {}).filter(([path]) => path !== '');
}

/** Links and git repositories are sources of their own, which may have changed. */
function isFromRegistry(path, one) {
  return (
    path.includes('node_modules/') && one.link !== true && (typeof one.integrity === 'string' || one.inBundle === true)
  );
}

/** What counts for each key. */
function commonParts() {
  const files = ['.npmrc', `${setting('HOME')}/.npmrc`, setting('NPM_CONFIG_USERCONFIG')].map(readText);
  return [process.version, npmVersion(), process.cwd(), args, settings, files];
}

function hash(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** From its package, which is next to npm or is named in a launcher: asking npm itself takes as long as half an install of ours. */
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

function restore(project) {
  const earlier = namesOfEarlier();
  const isThere = (key) => existsSync(layerOf(key)) || earlier.includes(nameOfLayer(key));
  const key = [project.strict, project.loose].find((one) => one !== null && isThere(one));
  if (key === undefined) return false;
  clear();
  if (unpack(key) && rebuild(project)) {
    note(key);
    const count = readdirSync('node_modules').length;
    process.stdout.write(
      `cache: npm ${args.join(' ')}: node_modules (${count} folders) as an earlier build installed it\n`,
    );
    return true;
  }
  rmSync(layerOf(key), { force: true });
  clear();
  writeFileSync('package.json', project.manifest);
  writeFileSync(project.lockFile, project.lock);
  return false;
}

function namesOfEarlier() {
  if (!existsSync(EARLIER)) return [];
  return spawnSync('tar', ['-t', '-f', EARLIER], { encoding: 'utf8' }).stdout.split('\n');
}

function unpack(key) {
  const command = existsSync(layerOf(key))
    ? ['tar', ['-x', '-f', layerOf(key)]]
    : ['sh', ['-c', 'tar -x -O -f "$1" "$2" | tar -x -f -', 'sh', EARLIER, nameOfLayer(key)]];
  return spawnSync(...command, { stdio: 'ignore' }).status === 0;
}

function layerOf(key) {
  return join(FOLDER, nameOfLayer(key));
}

function nameOfLayer(key) {
  return `${key}.tar`;
}

/** Remembers that the layer was of use, and what is in node_modules now. */
function note(key) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${layerOf(key)}.used`, '');
  writeFileSync(state, key);
  // So that whatever the build changes from now on is newer.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, TICK_MS);
}

/** Install scripts of packages may look at the project, which is another one now: npm runs them again. */
function rebuild({ lockFile }) {
  const scripted = packagesOf(readFileSync(lockFile, 'utf8')).filter(([, one]) => one.hasInstallScript === true);
  const names = scripted.filter(([path]) => existsSync(path)).map(([path]) => nameOf(path));
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
function keep({ lockFile, manifest, lock, strict, loose }) {
  try {
    const now = readTexts(lockFile);
    const isUnchanged = now.manifest === manifest && now.lock === lock;
    if (!isAllFromRegistry(now.lock)) return;
    if (isUnchanged && loose !== null) pack(loose, ['node_modules']);
    else pack(strict, ['node_modules', 'package.json', lockFile]);
  } catch {
    process.stdout.write('cache: what npm installed is not kept\n');
  }
}

function pack(key, names) {
  const draft = `${layerOf(key)}.${process.pid}`;
  try {
    mkdirSync(FOLDER, { recursive: true });
    const { status } = spawnSync('tar', ['-c', '-f', draft, ...names], { stdio: 'ignore' });
    if (status !== 0 || statSync(draft).size > MAX_BYTES) return;
    renameSync(draft, layerOf(key));
    note(key);
  } finally {
    rmSync(draft, { force: true });
  }
}

main();
