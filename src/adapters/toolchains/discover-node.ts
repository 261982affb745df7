import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPrograms, isExecutable, isFolder, listFolders } from './find-programs.ts';
import { isSystemPath, placeTree } from './place-tree.ts';
import { runTool } from './run-tool.ts';
import type { DiscoveryOptions, Toolchain, ToolchainMount } from './toolchain.ts';
import { writeLaunchers } from './write-launchers.ts';

const PROGRAM = 'package-manager.mjs';
const PACKAGE_MANAGERS = ['yarn', 'yarnpkg', 'pnpm', 'pnpx', 'bun', 'bunx'];

/** Node from PATH, /opt, nvm and the npm package `node`; each comes with npm, its own or another one of the host. */
export async function discoverNode(options: DiscoveryOptions): Promise<Toolchain[]> {
  const programs = findPrograms(options.path, ['node', 'nodejs'], nodeFolders(options));
  const npmPackage = programs.map(npmBeside).find((folder) => folder !== null) ?? null;
  const found = await Promise.all(programs.map((program) => describe(program, npmPackage, options)));
  return found.filter((toolchain) => toolchain !== null);
}

function nodeFolders(options: DiscoveryOptions): string[] {
  const installs = [...listFolders('/opt'), ...listFolders(join(options.homeDirectory, '.nvm/versions/node'))];
  const packages = options.packageDirectories
    .flatMap(listFolders)
    .filter((folder) => isExecutable(join(folder, 'bin/node')));
  return [
    '/usr/local/bin',
    '/usr/bin',
    ...installs.map((folder) => join(folder, 'bin')),
    ...packages.map((folder) => join(folder, 'bin')),
  ];
}

async function describe(
  program: string,
  npmPackage: string | null,
  options: DiscoveryOptions,
): Promise<Toolchain | null> {
  const version = /^v(\d+\.\d+\.\d+)/.exec((await runTool(program, ['--version'])) ?? '')?.[1];
  if (version === undefined) return null;
  const root = dirname(dirname(realpathSync(program)));
  const own = npmBeside(program);
  const hasOwnLinks = own !== null && isExecutable(join(dirname(program), 'npm'));
  return nodeToolchain(root, version, options, hasOwnLinks ? NO_NPM : placeNpm(own ?? npmPackage, options));
}

const NO_NPM: PlacedNpm = { binPaths: [], mounts: [] };

interface PlacedNpm {
  readonly binPaths: readonly string[];
  readonly mounts: readonly ToolchainMount[];
}

/** The toolchain of a Node that is known to start. @param npm where it has none of its own next to it */
export function nodeToolchain(
  root: string,
  version: string,
  options: DiscoveryOptions,
  npm: PlacedNpm = NO_NPM,
): Toolchain {
  const { inside, mounts } = placeTree(root, `node-${version}`);
  const managers = writePackageManagers(options.launcherDirectory);
  return {
    language: 'node',
    version,
    root,
    binPaths: [managers.to, `${inside}/bin`, ...npm.binPaths],
    mounts: [...mounts, ...npm.mounts, managers],
    env: {},
  };
}

/** Yarn, pnpm and bun of the version that a project requires, installed into HOME by their first use; see `package-manager.mjs`. */
export function writePackageManagers(directory: string): ToolchainMount {
  const start = (name: string): string => `program=$(node "\${0%/*}/${PROGRAM}" ${name} "$@") || exit
case "$program" in '') exit ;; */yarn@1.*) export YARN_DISABLE_SELF_UPDATE_CHECK=true ;; esac
exec "$program" "$@"`;
  const corepack = `case "\${1:-}" in yarn | yarnpkg | pnpm | pnpx) name="$1"; shift; exec "\${0%/*}/$name" "$@" ;; esac
${start('corepack')}`;
  const launchers = Object.fromEntries(PACKAGE_MANAGERS.map((name) => [name, start(name)]));
  const text = readFileSync(join(import.meta.dirname, PROGRAM), 'utf8');
  return writeLaunchers(directory, 'package-managers', { ...launchers, corepack }, { [PROGRAM]: text });
}

/** The folder of the npm package that came with a node, null where none did. */
function npmBeside(program: string): string | null {
  const folder = join(dirname(dirname(realpathSync(program))), 'lib/node_modules/npm');
  return isFolder(folder) ? realpathSync(folder) : null;
}

function placeNpm(folder: string | null, options: DiscoveryOptions): PlacedNpm {
  if (folder === null) return NO_NPM;
  const { inside, mounts } = isSystemPath(folder) ? { inside: folder, mounts: [] } : placeTree(folder, 'npm-package');
  const launchers = writeLaunchers(options.launcherDirectory, 'npm', {
    npm: `exec node ${inside}/bin/npm-cli.js "$@"`,
    npx: `exec node ${inside}/bin/npx-cli.js "$@"`,
  });
  return { binPaths: [launchers.to], mounts: [...mounts, launchers] };
}
