import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { env, stdout } from 'node:process';
import { loadConfig } from '../src/config/load-config.ts';
import { migrate } from '../src/db/migrate.ts';
import { makeFirstOwner } from './owner-key.ts';
import { failureSentence } from './start-failure.ts';

/** Migrates the database of DATABASE_URL and makes the first owner, where API and worker are started by themselves. */
async function main(): Promise<void> {
  const { HUBWRIGHT_BOOTSTRAP_API_KEY: givenKey, ...settings } = env;
  const { database, dataDirectory, publicUrl } = loadConfig(settings);
  await migrate(database.url);
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const file = join(dataDirectory, 'owner-api-key');
  const { isNew, link } = await makeFirstOwner({ databaseUrl: database.url, givenKey, keyFile: file, publicUrl });
  stdout.write(`The database is up to date${isNew ? `; the owner's key is in ${file}` : ''}\n`);
  if (link !== null) stdout.write(`The first owner sets a password at ${link} (once, within 24 hours)\n`);
}

await main().catch((error: unknown) => {
  stdout.write(`${failureSentence(error)}\n`);
  process.exitCode = 1;
});
