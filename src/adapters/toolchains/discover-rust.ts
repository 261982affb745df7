import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPrograms, listFolders } from './find-programs.ts';
import { placeTree } from './place-tree.ts';
import { runTool } from './run-tool.ts';
import type { DiscoveryOptions, Toolchain } from './toolchain.ts';

/** The stable toolchains of rustup, and a cargo of the system. */
export async function discoverRust(options: DiscoveryOptions): Promise<Toolchain[]> {
  const toolchains = listFolders(join(options.homeDirectory, '.rustup/toolchains')).filter(
    (folder) => !/\/(nightly|beta)/.test(folder),
  );
  const programs = findPrograms(
    '/usr/local/bin:/usr/bin',
    ['rustc'],
    toolchains.map((folder) => join(folder, 'bin')),
  );
  const found = await Promise.all(programs.map(describe));
  return found.filter((toolchain) => toolchain !== null);
}

async function describe(program: string): Promise<Toolchain | null> {
  const version = /^rustc (\d+\.\d+\.\d+) /.exec((await runTool(program, ['--version'])) ?? '')?.[1];
  if (version === undefined) return null;
  const root = dirname(dirname(realpathSync(program)));
  const { inside, mounts } = placeTree(root, `rust-${version}`);
  return { language: 'rust', version, root, binPaths: [`${inside}/bin`], mounts, env: {} };
}
