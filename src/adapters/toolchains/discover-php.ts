import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { findPrograms } from './find-programs.ts';
import { isSystemPath, placeTree } from './place-tree.ts';
import { runTool } from './run-tool.ts';
import type { DiscoveryOptions, Toolchain, ToolchainMount } from './toolchain.ts';
import { writeLaunchers } from './write-launchers.ts';

const NAMES = ['php', ...['8.5', '8.4', '8.3', '8.2', '8.1', '8.0', '7.4'].map((version) => `php${version}`)];

/** The command-line PHPs of PATH, with the host's Composer. */
export async function discoverPhp(options: DiscoveryOptions): Promise<Toolchain[]> {
  const programs = findPrograms(options.path, NAMES, ['/usr/local/bin', '/usr/bin']);
  const composer = findPrograms(options.path, ['composer'], ['/usr/local/bin', '/usr/bin'])[0];
  const found = await Promise.all(programs.map((program) => describe(program, composer, options)));
  return found.filter((toolchain) => toolchain !== null);
}

async function describe(
  program: string,
  composer: string | undefined,
  options: DiscoveryOptions,
): Promise<Toolchain | null> {
  const version = /^PHP (\d+\.\d+\.\d+).* \(cli\)/m.exec((await runTool(program, ['--version'])) ?? '')?.[1];
  if (version === undefined) return null;
  const real = realpathSync(program);
  const root = dirname(dirname(real));
  const { inside, mounts } = placeTree(root, `php-${version}`);
  const php = isSystemPath(real) ? real : `${inside}/bin/php`;
  const tools = composer === undefined ? { mounts: [], launchers: {} } : placeComposer(composer, php);
  const launchers = writeLaunchers(options.launcherDirectory, `php-${version}-launchers`, {
    php: `exec ${php} "$@"`,
    ...tools.launchers,
  });
  return {
    language: 'php',
    version,
    root,
    binPaths: [launchers.to, `${inside}/bin`],
    mounts: [...mounts, ...tools.mounts, launchers],
    env: { COMPOSER_HOME: '/hub/home/.composer', COMPOSER_ALLOW_SUPERUSER: '1' },
  };
}

function placeComposer(composer: string, php: string): { mounts: ToolchainMount[]; launchers: Record<string, string> } {
  const real = realpathSync(composer);
  const inside = isSystemPath(real) ? real : '/hub/toolchains/composer.phar';
  const mounts = isSystemPath(real) ? [] : [{ from: real, to: inside }];
  return { mounts, launchers: { composer: `exec ${php} ${inside} "$@"` } };
}
