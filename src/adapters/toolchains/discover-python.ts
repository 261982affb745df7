import { closeSync, openSync, readSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPrograms, isExecutable, listFolders, listNames } from './find-programs.ts';
import { isSystemPath, placeTree } from './place-tree.ts';
import { runTool } from './run-tool.ts';
import type { DiscoveryOptions, Toolchain } from './toolchain.ts';
import { type Launchers, writeLaunchers } from './write-launchers.ts';

const DESCRIBE = 'import sys; print("python", "%d.%d.%d" % sys.version_info[:3], sys.base_prefix)';

/** CPython 3 from PATH, /opt and pyenv. pip, venv and pipenv work although the tree is elsewhere in the sandbox. */
export async function discoverPython(options: DiscoveryOptions): Promise<Toolchain[]> {
  const programs = findPrograms(withoutShims(options.path), ['python3'], pythonFolders(options));
  const found = await Promise.all(programs.map((program) => describe(program, options)));
  return found.filter((toolchain) => toolchain !== null);
}

function pythonFolders(options: DiscoveryOptions): string[] {
  const installs = [...listFolders(join(options.homeDirectory, '.pyenv/versions')), ...listFolders('/opt')];
  return ['/usr/local/bin', '/usr/bin', ...installs.map((folder) => join(folder, 'bin'))];
}

/** pyenv's shims start what the current folder requires; the versions themselves are looked up in its own tree. */
function withoutShims(path: string): string {
  return path
    .split(':')
    .filter((folder) => !folder.endsWith('/shims'))
    .join(':');
}

async function describe(program: string, options: DiscoveryOptions): Promise<Toolchain | null> {
  const output = await runTool(program, ['-I', '-c', DESCRIBE]);
  const [, version, prefix] = /^python (3\.\d+\.\d+) (\/.*)$/m.exec(output ?? '') ?? [];
  if (version === undefined || prefix === undefined) return null;
  const root = realpathSync(prefix);
  const { inside, mounts } = placeTree(root, `python-${version}`);
  const python = `${inside}/bin/python${version.split('.', 2).join('.')}`;
  const launchers = writeLaunchers(
    options.launcherDirectory,
    `python-${version}-launchers`,
    pythonLaunchers(root, inside, python),
  );
  return {
    language: 'python',
    version,
    root,
    binPaths: [launchers.to, `${inside}/bin`],
    mounts: [...mounts, launchers],
    env: pythonEnv(root, inside),
  };
}

/** Scripts name their interpreter by the host's path, so each gets a launcher; pipenv installs itself into HOME on first use. */
function pythonLaunchers(root: string, inside: string, python: string): Launchers {
  const bin = join(root, 'bin');
  const scripts = isSystemPath(root) ? [] : listNames(bin).filter((name) => isPythonScript(join(bin, name), root));
  const own = Object.fromEntries(scripts.map((name) => [name, `exec ${python} ${inside}/bin/${name} "$@"`]));
  return {
    python: `exec ${python} "$@"`,
    python3: `exec ${python} "$@"`,
    pip: `exec ${python} -m pip "$@"`,
    pip3: `exec ${python} -m pip "$@"`,
    pipenv: pipenvLauncher(python),
    ...own,
  };
}

function pipenvLauncher(python: string): string {
  return `${python} -c 'import pipenv' 2>/dev/null || {
  echo 'pipenv is not part of this toolchain: installing it into HOME' >&2
  ${python} -m pip install --user --quiet --no-warn-script-location pipenv >&2 || exit 1
}
exec ${python} -m pipenv "$@"`;
}

function isPythonScript(file: string, root: string): boolean {
  if (!isExecutable(file)) return false;
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(512);
    const length = readSync(descriptor, head, 0, head.length, 0);
    return head.toString('utf8', 0, length).startsWith(`#!${root}/bin/python`);
  } finally {
    closeSync(descriptor);
  }
}

/** The loader looks for a shared library in the folder that Python was built for, which is another one in the sandbox. */
function pythonEnv(root: string, inside: string): Record<string, string> {
  const isShared = listNames(join(root, 'lib')).some((name) => /^libpython3.*\.so/.test(name));
  const env = {
    PIP_BREAK_SYSTEM_PACKAGES: '1',
    PIP_NO_WARN_SCRIPT_LOCATION: '1',
    PIPENV_PYTHON: `${inside}/bin/python3`,
  };
  return isShared && !isSystemPath(dirname(join(root, 'lib'))) ? { ...env, LD_LIBRARY_PATH: `${inside}/lib` } : env;
}
