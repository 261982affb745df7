import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, env, stdout } from 'node:process';
import { createOwnerLink } from '../src/app/accounts/owner-link.ts';
import { loadConfig } from '../src/config/load-config.ts';
import { openDatabase } from '../src/db/database.ts';
import { applyFlags } from './flags.ts';
import { POSTGRES_USER } from './postgres-cluster.ts';
import { failureSentence, StartFailure } from './start-failure.ts';

/** Prints a link with which its holder becomes an owner of a hub that runs, as after a lost password. */
async function main(): Promise<void> {
  const settings = applyFlags(argv.slice(2), env);
  const { dataDirectory, publicUrl } = loadConfig({ DATABASE_URL: 'postgres://embedded', ...settings });
  const database = await openDatabase({ url: settings.DATABASE_URL ?? embeddedUrl(dataDirectory), poolSize: 1 });
  try {
    stdout.write(`${await createOwnerLink(database, publicUrl)}\nIt works once, within 24 hours.\n`);
  } finally {
    await database.close();
  }
}

function embeddedUrl(dataDirectory: string): string {
  const read = (name: string): string => {
    try {
      return readFileSync(join(dataDirectory, 'postgres', name), 'utf8').trim();
    } catch {
      throw new StartFailure(
        `There is no database in ${dataDirectory}: start the hub first, name its folder with --data-dir, or set DATABASE_URL.`,
      );
    }
  };
  return `postgres://${POSTGRES_USER}:${read('password')}@127.0.0.1:${read('port')}/hubwright`;
}

await main().catch((error: unknown) => {
  stdout.write(`${failureSentence(error)}\n`);
  process.exitCode = 1;
});
