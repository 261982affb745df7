// Plain JavaScript without packages, for whatever Node a release chose. Runs behind the launchers `yarn`, `pnpm`, `bun` and `corepack`
// in builds and runs: prints the path of the program to start, after installing it into HOME where it is not there yet.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [command, ...args] = process.argv.slice(2);
/** In HOME, and so part of the artifact: a run finds what its build used. */
const FOLDER = join(process.env.HOME || '/hub/home', '.local/share/package-managers');
const FAMILIES = { yarn: 'yarn', yarnpkg: 'yarn', pnpm: 'pnpm', pnpx: 'pnpm', bun: 'bun', bunx: 'bun' };
/** The Yarn of the language's official images. */
const DEFAULT_YARN = '1.22.22';

/** Prints `<program>` to run with the arguments given, or nothing where all is done. */
function main() {
  if (command === 'corepack') return corepack();
  process.stdout.write(ensure(FAMILIES[command], command));
}

/** What corepack is used for in builds, by the same launchers; anything else is left to corepack itself. */
function corepack() {
  const words = args.filter((word) => !word.startsWith('-'));
  const [verb, ...named] = words;
  if (verb === 'enable' || verb === 'disable') return;
  if (verb === 'prepare' || (verb === 'install' && named.length > 0)) {
    for (const name of named) {
      const wanted = parse(name);
      if (wanted === null) fail(`corepack: ${name} is no version of yarn, pnpm or bun`);
      if (args.includes('--activate') || args.includes('-g') || args.includes('--global')) remember(wanted);
      install(wanted);
    }
    if (named.length > 0) return;
  }
  process.stdout.write(join(install({ family: 'corepack', version: corepackVersion() }), 'corepack'));
}

function ensure(family, program) {
  return join(install(wantedBy(family)), program);
}

/** The version that the project requires, else the one that was activated, else what its lock file needs. */
function wantedBy(family) {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const wanted = parse(readManifest(folder).packageManager);
    if (wanted !== null) {
      if (wanted.family === family) return wanted;
      break;
    }
    if (folder === dirname(folder)) break;
  }
  return activated(family) || { family, version: defaultVersion(family) };
}

function readManifest(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  } catch (_) {
    return {};
  }
}

/** `yarn@3.2.1+sha224.…` without its hash: npm checks what it installs by the registry's. */
function parse(text) {
  const found = /^(yarn|pnpm|bun)@([\w.-]+)/.exec(typeof text === 'string' ? text : '');
  return found === null ? null : { family: found[1], version: found[2] };
}

function defaultVersion(family) {
  if (family === 'yarn') return DEFAULT_YARN;
  return family === 'pnpm' ? pnpmVersion() : 'latest';
}

/** The newest that reads the lock file and starts on this Node. */
function pnpmVersion() {
  const newest = isNode(18, 12) ? 10 : isNode(16, 14) ? 8 : isNode(14, 6) ? 7 : 6;
  const lock = /^lockfileVersion: *'?(\d+)/m.exec(readText(join(process.cwd(), 'pnpm-lock.yaml')));
  const byLock = lock === null ? newest : { 5: 7, 6: 8 }[lock[1]] || newest;
  return String(Math.min(newest, byLock));
}

function corepackVersion() {
  return isNode(20, 10) ? 'latest' : isNode(18, 17) ? '0.31' : '0.17';
}

function isNode(major, minor) {
  const [has, hasMinor] = process.versions.node.split('.').map(Number);
  return has > major || (has === major && hasMinor >= minor);
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (_) {
    return '';
  }
}

function activated(family) {
  return parse(readText(join(FOLDER, `${family}.default`)).trim());
}

function remember({ family, version }) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${family}.default`), `${family}@${version}\n`);
}

/** Returns the folder of its programs. */
function install({ family, version }) {
  const folder = join(FOLDER, `${family}@${version}`);
  if (!existsSync(folder)) download(`${packageOf(family, version)}@${version}`, folder);
  return join(folder, 'bin');
}

/** Yarn from 3 on has a package of its own. */
function packageOf(family, version) {
  return family === 'yarn' && Number.parseInt(version, 10) >= 3 ? '@yarnpkg/cli-dist' : family;
}

function download(spec, folder) {
  process.stderr.write(`${spec.replace('@yarnpkg/cli-dist', 'yarn')} is not there yet: installing it into HOME\n`);
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  // Scripts put the programs of bun and pnpm in place; another project's settings must not reach this.
  const flags = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts=false', '--loglevel=error'];
  const words = ['install', '--global', '--prefix', draft, ...flags, spec];
  const { status } = spawnSync('npm', words, { cwd: draft, stdio: ['ignore', 2, 2] });
  try {
    if (status !== 0) fail(`${spec} could not be installed`);
    renameSync(draft, folder);
  } catch (error) {
    // Another process of the same build was quicker.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

main();
