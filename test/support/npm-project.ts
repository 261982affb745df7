import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './git-server.ts';
import { makeTestFolder } from './test-folder.ts';

export const nodeManifest = (build: string): string => `base: node\nbuild: ${JSON.stringify(build)}\nrun: node .\n`;

export interface NpmProjectOptions {
  /** What the build command runs while the registry is up. */
  readonly command?: string;
  /** Scripts of the project itself. */
  readonly scripts?: Readonly<Record<string, string>>;
  /** The package writes the project's file `mark` into itself when it is installed. */
  readonly hasInstallScript?: boolean;
  readonly version?: string;
  /** Of a package that the lock file has and the project does not ask for: npm takes it out. */
  readonly surplus?: string;
}

const REGISTRY = 'http://127.0.0.1:4873';

/** A project with one package, whose registry runs beside its own build command, as a sandbox reaches nothing of its host. */
export function npmProject(mark: string, options: NpmProjectOptions = {}): Files {
  const { command = 'npm ci --no-audit && node main.js', hasInstallScript = false, version = '1.0.0' } = options;
  const tarball = makeTarball(hasInstallScript);
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const dep = {
    ...{ version: '1.0.0', resolved: `${REGISTRY}/dep/-/dep-1.0.0.tgz`, integrity },
    ...(hasInstallScript && { hasInstallScript: true }),
  };
  const own = { name: 'own', version, dependencies: { dep: '1.0.0' }, scripts: options.scripts ?? {} };
  // As npm itself writes it, so that an install leaves the file alone.
  const lock = {
    ...{ name: 'own', version, lockfileVersion: 3, requires: true },
    packages: {
      '': { ...own, scripts: undefined, ...(options.surplus && surplusOf(options.surplus)) },
      'node_modules/dep': dep,
      ...(options.surplus && { [`node_modules/${options.surplus}`]: dep }),
    },
  };
  return {
    mark,
    'PANDIUM.yaml': nodeManifest(
      `node registry.js & until [ -e /tmp/up ]; do sleep 0.05; done; ${command}; code=$?; kill $!; exit $code`,
    ),
    'package.json': JSON.stringify(own),
    'package-lock.json': `${JSON.stringify(lock, null, 2)}\n`,
    '.npmrc': `registry=${REGISTRY}/\n`,
    'main.js': 'console.log(require("dep"))',
    'dep.tgz': tarball,
    'registry.js': `
      require('http').createServer((request, response) => {
        console.log(request.method + ' ' + request.url);
        if (request.url.endsWith('.tgz')) response.end(require('fs').readFileSync('dep.tgz'));
        else if (request.url === '/dep') response.end('${JSON.stringify(packument(dep))}');
        else response.writeHead(404).end();
      }).listen(4873, '127.0.0.1', () => require('fs').writeFileSync('/tmp/up', ''));`,
  };
}

/** What a registry says of the package. */
function packument({ version, resolved, integrity }: Record<'version' | 'resolved' | 'integrity', string>): object {
  const one = { name: 'dep', version, dist: { tarball: resolved, integrity } };
  return { name: 'dep', 'dist-tags': { latest: version }, versions: { [version]: one } };
}

function surplusOf(name: string): object {
  return { dependencies: { dep: '1.0.0', [name]: '1.0.0' } };
}

const made = new Map<boolean, Buffer>();

function makeTarball(hasInstallScript: boolean): Buffer {
  const known = made.get(hasInstallScript);
  if (known) return known;
  const folder = makeTestFolder('tarball');
  mkdirSync(join(folder, 'package'));
  const copy = `node -e "require('fs').copyFileSync(process.env.INIT_CWD + '/mark', 'mark')"`;
  const scripts = hasInstallScript ? { postinstall: copy } : {};
  const own = { name: 'dep', version: '1.0.0', main: 'i.js', scripts };
  writeFileSync(join(folder, 'package/package.json'), JSON.stringify(own));
  const saying = hasInstallScript
    ? `'dep of ' + require('fs').readFileSync(__dirname + '/mark', 'utf8')`
    : `'dep works'`;
  writeFileSync(join(folder, 'package/i.js'), `module.exports = ${saying}`);
  const tarball = execFileSync('tar', ['-c', '-z', '-f', '-', '-C', folder, 'package']);
  made.set(hasInstallScript, tarball);
  return tarball;
}
