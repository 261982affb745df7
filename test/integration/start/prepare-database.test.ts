import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import pg from 'pg';
import { useDatabase } from '../../support/postgres.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

const SCRIPT = join(import.meta.dirname, '../../../start/prepare-database.ts');

const prepare = (env: Readonly<Record<string, string>>) => promisify(execFile)(process.execPath, [SCRIPT], { env });

describe('preparing a database by itself', () => {
  const database = useDatabase({ isMigrated: false });
  const folder = makeTestFolder('prepare');
  const file = join(folder, 'owner-api-key');

  it('migrates it and makes the first owner, once', async () => {
    const env = { DATABASE_URL: database.url, HUBWRIGHT_DATA_DIR: folder };
    const [first, second, ...rest] = (await prepare(env)).stdout.split('\n');
    expect(first).to.equal(`The database is up to date; the owner's key is in ${file}`);
    expect(second).to.match(
      /^The first owner sets a password at http:\/\/127\.0\.0\.1:8080\/setup#[\w-]{43} \(once, within 24 hours\)$/,
    );
    expect(rest).to.deep.equal(['']);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    const key = readFileSync(file, 'utf8');
    expect((await prepare(env)).stdout).to.match(/^The database is up to date\nThe first owner sets a password at /);
    expect(readFileSync(file, 'utf8')).to.equal(key);
    const client = new pg.Client({ connectionString: database.url });
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from api_keys');
    await client.end();
    expect(rows[0]?.n).to.equal(1);
  });

  it('says in one sentence that the database is away', async () => {
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing', HUBWRIGHT_DATA_DIR: folder };
    const issue = await prepare(env).catch((error: unknown) => error as { code: number; stdout: string });
    expect(issue).to.have.property('code', 1);
    expect(issue.stdout.trim().split('\n')).to.have.length(1);
  });
});
