import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { env } from 'node:process';
import { promisify } from 'node:util';
import type { BuildMirrors } from '../../src/adapters/build-mirrors/build-mirrors.ts';
import { loadBuildMirrors } from '../../src/adapters/build-mirrors/load-build-mirrors.ts';

/** The registries that `npm install` used, as mirrors of builds; the enclosing suite is skipped with a word where none can be reached. */
export function useRegistries(): { readonly mirrors: BuildMirrors } {
  const found: { mirrors?: BuildMirrors } = {};
  before(async function findRegistries() {
    this.timeout(60_000);
    const isReached = await promisify(execFile)('npm', ['view', 'semver@7.6.3', 'version'], { timeout: 30_000 }).then(
      () => true,
      () => false,
    );
    if (!isReached) {
      process.stderr.write('Skipped: no package registry can be reached from here.\n');
      return this.skip();
    }
    found.mirrors = await loadBuildMirrors('host', { env, homeDirectory: homedir() });
  });
  return {
    get mirrors() {
      if (found.mirrors === undefined) throw new Error('the mirrors are there from the before hooks on');
      return found.mirrors;
    },
  };
}
