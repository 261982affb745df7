import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPrograms, isExecutable, listFolders } from './find-programs.ts';
import { placeTree } from './place-tree.ts';
import { runTool } from './run-tool.ts';
import type { DiscoveryOptions, Toolchain, ToolchainMount } from './toolchain.ts';
import { writeLaunchers } from './write-launchers.ts';

/** JDKs from PATH, /usr/lib/jvm, /opt and SDKMAN, each with the Maven, Gradle and Kotlin compiler of the host. */
export async function discoverJava(options: DiscoveryOptions): Promise<Toolchain[]> {
  const sdkman = join(options.homeDirectory, '.sdkman/candidates/java');
  const installs = [...listFolders('/usr/lib/jvm'), ...listFolders('/opt'), ...listFolders(sdkman)];
  // A runtime alone can't compile, so the compiler is what is looked for.
  const compilers = findPrograms(
    options.path,
    ['javac'],
    installs.map((folder) => join(folder, 'bin')),
  );
  const tools = findBuildTools(options);
  const found = await Promise.all(compilers.map((compiler) => describe(compiler, tools)));
  return found.filter((toolchain) => toolchain !== null);
}

interface BuildTools {
  readonly binPaths: readonly string[];
  readonly mounts: readonly ToolchainMount[];
}

async function describe(compiler: string, tools: BuildTools): Promise<Toolchain | null> {
  const root = dirname(dirname(realpathSync(compiler)));
  const output = await runTool(join(root, 'bin/java'), ['-version']);
  const [, text] = /version "([^"]+)"/.exec(output ?? '') ?? [];
  if (text === undefined) return null;
  const version = text.replace(/^1\./, '').replace(/[_-].*$/, '');
  const { inside, mounts } = placeTree(root, `java-${version}`);
  return {
    language: 'java',
    version,
    root,
    binPaths: [`${inside}/bin`, ...tools.binPaths],
    mounts: [...mounts, ...tools.mounts],
    env: { JAVA_HOME: inside },
  };
}

function findBuildTools(options: DiscoveryOptions): BuildTools {
  const tools = (['mvn', 'gradle', 'kotlinc'] as const)
    .map((name) => findBuildTool(name, options))
    .filter((tool) => tool !== null);
  return {
    binPaths: tools.flatMap((tool) => tool.binPaths),
    mounts: tools.flatMap((tool) => tool.mounts),
  };
}

function findBuildTool(name: 'mvn' | 'gradle' | 'kotlinc', options: DiscoveryOptions): BuildTools | null {
  const sdkman = join(options.homeDirectory, `.sdkman/candidates/${name === 'mvn' ? 'maven' : name}/current/bin`);
  const folders = [...listFolders('/opt').map((folder) => join(folder, 'bin')), sdkman, '/usr/share/maven/bin'];
  const program = findPrograms(options.path, [name], folders)[0];
  if (program === undefined || !isExecutable(program)) return null;
  const root = dirname(dirname(realpathSync(program)));
  const { inside, mounts } = placeTree(root, name);
  if (name !== 'mvn') return { binPaths: [`${inside}/bin`], mounts };
  // Maven knows MAVEN_ARGS from 3.9 on, where it is passed twice and the first one wins; it carries the mirrors' settings.
  const launchers = writeLaunchers(options.launcherDirectory, 'maven-launchers', {
    mvn: `exec ${inside}/bin/mvn $MAVEN_ARGS "$@"`,
  });
  return { binPaths: [launchers.to, `${inside}/bin`], mounts: [...mounts, launchers] };
}
