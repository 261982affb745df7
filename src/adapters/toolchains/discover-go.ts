import { join } from 'node:path';
import { findPrograms, listFolders } from './find-programs.ts';
import { placeTree } from './place-tree.ts';
import { runTool } from './run-tool.ts';
import type { DiscoveryOptions, Toolchain } from './toolchain.ts';

/** Go from PATH, /usr/local/go, /usr/lib/go-* and the folders of `go install golang.org/dl`. */
export async function discoverGo(options: DiscoveryOptions): Promise<Toolchain[]> {
  const installs = [
    '/usr/local/go',
    ...listFolders('/usr/lib').filter((folder) => /\/go-\d/.test(folder)),
    ...listFolders(join(options.homeDirectory, 'sdk')),
    ...listFolders('/opt'),
  ];
  const programs = findPrograms(
    options.path,
    ['go'],
    installs.map((folder) => join(folder, 'bin')),
  );
  const found = await Promise.all(programs.map((program) => describe(program, options)));
  return found.filter((toolchain) => toolchain !== null);
}

async function describe(program: string, options: DiscoveryOptions): Promise<Toolchain | null> {
  const env = { GOTOOLCHAIN: 'local', HOME: options.homeDirectory };
  const version = /go(\d+\.\d+(?:\.\d+)?)/.exec((await runTool(program, ['version'], { env })) ?? '')?.[1];
  const root = (await runTool(program, ['env', 'GOROOT'], { env }))?.trim();
  if (version === undefined || root === undefined || root === '') return null;
  return goToolchain(root, version);
}

/** The toolchain of a Go that is known to start. */
export function goToolchain(root: string, version: string): Toolchain {
  const { inside, mounts } = placeTree(root, `go-${version}`);
  return {
    language: 'go',
    version,
    root,
    binPaths: [`${inside}/bin`],
    mounts,
    // A module may ask for a newer Go than its base. A read-only module cache could not be removed again, and a build does not fail
    // because git could not say what to stamp into a program.
    env: { GOROOT: inside, GOTOOLCHAIN: 'auto', GOFLAGS: '-buildvcs=false -modcacherw' },
  };
}
