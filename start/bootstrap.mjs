// Plain JavaScript for any Node from 20 on and without packages: it runs before there are any.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { env, execPath, exit, kill, pid, platform, stdout } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binFolder = join(root, 'node_modules', '.bin');
const ownNode = join(root, 'node_modules', 'node', 'bin', 'node');
const stampFile = join(root, 'node_modules', '.hubwright-stamp');
const lockFile = join(root, '.cache', 'install.lock');
const compiledFolder = join(root, '.cache', 'compiled');
const MIN_NODE = 20;
const SECRET = 'HUBWRIGHT_BOOTSTRAP_API_KEY';

/** Installs the packages where needed, then hands over to the script on the project's own Node. */
async function main() {
  const [script, ...args] = process.argv.slice(2);
  if (script === undefined) return fail('Name the script to run: node start/bootstrap.mjs SCRIPT [ARGUMENT …].');
  const major = Number(process.versions.node.split('.', 1)[0]);
  if (major < MIN_NODE) return fail(`Node ${MIN_NODE} or later is needed; this is ${process.version}.`);
  if (platform !== 'linux') return fail('Hubwright runs on Linux: elsewhere, start it in a Linux virtual machine.');
  await ensurePackages();
  await handOver(resolve(root, script), args);
}

async function ensurePackages() {
  const stamp = wantedStamp();
  if (isInstalled(stamp)) return;
  await withLock(() => {
    if (!isInstalled(stamp)) install(stamp);
  });
}

function wantedStamp() {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${hash} ${platform} ${process.arch}`;
}

function isInstalled(stamp) {
  return existsSync(ownNode) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
}

function install(stamp) {
  const begin = Date.now();
  stdout.write('Installing packages (about half a minute)\n');
  const result = npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], root);
  if (result.status !== 0) fail(`The packages could not be installed: ${lastWords(result)}`);
  if (!existsSync(ownNode)) fetchOwnNode();
  rmSync(compiledFolder, { recursive: true, force: true });
  writeFileSync(stampFile, stamp);
  stdout.write(`✓ Packages installed (${((Date.now() - begin) / 1000).toFixed(1)} s)\n`);
}

/** Where npm is configured to run no install scripts, the one that installs Node's program is run here. */
function fetchOwnNode() {
  const folder = join(root, 'node_modules', 'node');
  const result = spawnSync(systemNode(), ['installArchSpecificPackage.js'], { cwd: folder, env: npmEnvironment() });
  if (result.status !== 0 || !existsSync(ownNode)) {
    fail(`The packages are there but not the project's own Node: ${lastWords(result)}`);
  }
}

function npm(args, cwd) {
  const options = { cwd, env: npmEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] };
  const script = env.npm_execpath;
  if (script?.endsWith('.js') && existsSync(script)) return spawnSync(systemNode(), [script, ...args], options);
  return spawnSync('npm', args, options);
}

/** npm replaces node_modules, so it must not itself run on the Node in there; and it gets no secret. */
function npmEnvironment() {
  const { [SECRET]: _, ...rest } = env;
  return { ...rest, PATH: pathWithoutProject().join(delimiter) };
}

function pathWithoutProject() {
  return (env.PATH ?? '').split(delimiter).filter((folder) => !resolve(folder).startsWith(join(root, 'node_modules')));
}

function systemNode() {
  const found = pathWithoutProject()
    .map((folder) => join(folder, 'node'))
    .find((path) => existsSync(path));
  return found ?? execPath;
}

function lastWords(result) {
  if (result.error) return `${result.error.message}.`;
  const lines = `${result.stdout ?? ''}\n${result.stderr ?? ''}`.split('\n').map((line) => line.trim());
  const telling = lines.filter(
    (line) => /error .|issue/i.test(line) && !/complete log of this run|^npm error code/i.test(line),
  );
  return telling[0]?.replace(/^npm error\s+/i, '') ?? `npm ended with ${result.signal ?? result.status}.`;
}

/** One installation at a time: a second start waits for the first; the lock of a dead one is taken over. */
async function withLock(work) {
  mkdirSync(dirname(lockFile), { recursive: true });
  let hasSaid = false;
  while (!tryLock()) {
    if (!hasSaid) stdout.write('Waiting for another start that is installing packages\n');
    hasSaid = true;
    await delay(200);
  }
  process.once('exit', () => rmSync(lockFile, { force: true }));
  await work();
  rmSync(lockFile, { force: true });
}

function tryLock() {
  try {
    writeFileSync(lockFile, `${pid}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = readLock();
  if (holder !== undefined && !isAlive(holder)) breakLock(holder);
  return false;
}

function readLock() {
  try {
    return Number(readFileSync(lockFile, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** Moved aside before it is removed, so that of two starts that find it only one breaks it. */
function breakLock(holder) {
  const aside = `${lockFile}.${pid}`;
  try {
    renameSync(lockFile, aside);
    if (Number(readFileSync(aside, 'utf8')) !== holder) renameSync(aside, lockFile);
  } catch {
    // Another start was quicker.
  }
  rmSync(aside, { force: true });
}

function isAlive(holder) {
  try {
    kill(holder, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Already on the project's own Node: goes on in this process. Else starts it as a child that can't outlive this one. */
async function handOver(script, args) {
  if (!(env.PATH ?? '').split(delimiter).includes(binFolder)) env.PATH = `${binFolder}${delimiter}${env.PATH ?? ''}`;
  // Every process of the hub starts half a second earlier with what Node compiled of it before.
  env.NODE_COMPILE_CACHE ??= compiledFolder;
  if (execPath === ownNode) {
    module.enableCompileCache(env.NODE_COMPILE_CACHE);
    // In place: scripts that import argv from node:process hold the same array.
    process.argv.splice(1, process.argv.length, script, ...args);
    await import(pathToFileURL(script).href);
    return;
  }
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', ownNode, script, ...args], { stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => fail(`The project's own Node can't be started: ${error.message}.`));
  child.once('exit', (code, signal) => exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  exit(1);
}

await main();
