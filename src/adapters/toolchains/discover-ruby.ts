import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPrograms, listFolders } from './find-programs.ts';
import { isSystemPath, placeTree } from './place-tree.ts';
import { runTool } from './run-tool.ts';
import type { DiscoveryOptions, Toolchain } from './toolchain.ts';

/** Ruby from PATH, /opt and rbenv, with gem and Bundler. */
export async function discoverRuby(options: DiscoveryOptions): Promise<Toolchain[]> {
  const installs = [...listFolders(join(options.homeDirectory, '.rbenv/versions')), ...listFolders('/opt')];
  const folders = ['/usr/local/bin', '/usr/bin', ...installs.map((folder) => join(folder, 'bin'))];
  const path = options.path
    .split(':')
    .filter((folder) => !folder.endsWith('/shims'))
    .join(':');
  const found = await Promise.all(findPrograms(path, ['ruby'], folders).map(describe));
  return found.filter((toolchain) => toolchain !== null);
}

async function describe(program: string): Promise<Toolchain | null> {
  const version = /^ruby (\d+\.\d+\.\d+)/.exec((await runTool(program, ['--version'])) ?? '')?.[1];
  if (version === undefined) return null;
  const root = dirname(dirname(realpathSync(program)));
  const { inside, mounts } = placeTree(root, `ruby-${version}`);
  const isMoved = !isSystemPath(root);
  return {
    language: 'ruby',
    version,
    root,
    binPaths: ['/hub/home/.gem/bin', `${inside}/bin`],
    mounts,
    env: {
      GEM_HOME: '/hub/home/.gem',
      ...(isMoved ? { LD_LIBRARY_PATH: `${inside}/lib` } : {}),
    },
  };
}
