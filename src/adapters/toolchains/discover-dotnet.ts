import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPrograms } from './find-programs.ts';
import { placeTree } from './place-tree.ts';
import { runTool } from './run-tool.ts';
import type { DiscoveryOptions, Toolchain } from './toolchain.ts';

/** The SDKs of each dotnet root: PATH, /usr/lib/dotnet, /usr/share/dotnet, ~/.dotnet. */
export async function discoverDotnet(options: DiscoveryOptions): Promise<Toolchain[]> {
  const folders = ['/usr/lib/dotnet', '/usr/share/dotnet', '/opt/dotnet', join(options.homeDirectory, '.dotnet')];
  const found = await Promise.all(
    findPrograms(options.path, ['dotnet'], folders).map((program) => describe(program, options)),
  );
  return found.flat();
}

async function describe(program: string, options: DiscoveryOptions): Promise<Toolchain[]> {
  const root = dirname(realpathSync(program));
  const env = { HOME: options.homeDirectory, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' };
  const output = (await runTool(program, ['--list-sdks'], { env })) ?? '';
  const versions = [...output.matchAll(/^(\d+\.\d+\.\d+)\S* \[/gm)].map((match) => match[1] as string);
  return versions.map((version) => {
    const { inside, mounts } = placeTree(root, 'dotnet');
    return {
      language: 'dotnet' as const,
      version,
      root,
      binPaths: [inside],
      mounts,
      env: { DOTNET_ROOT: inside, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1', DOTNET_CLI_HOME: '/hub/home' },
    };
  });
}
