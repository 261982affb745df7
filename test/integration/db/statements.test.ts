import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type pg from 'pg';
import { registeredStatements } from '../../../src/db/statement.ts';
import { useDatabase } from '../../support/postgres.ts';
import { withClient } from '../../support/with-client.ts';

const DB_FOLDER = join(import.meta.dirname, '../../../src/db');

describe('statements', () => {
  const database = useDatabase();

  it('fit the migrated schema: each one of every store can be prepared', async () => {
    for (const file of globSync('**/*.ts', { cwd: DB_FOLDER })) await import(join(DB_FOLDER, file));
    const texts = registeredStatements();
    const problems: string[] = [];
    await withClient(database.url, async (client) => {
      for (const [index, text] of texts.entries()) {
        const problem = await prepare(client, `s${index}`, text);
        if (problem !== null) problems.push(`${problem}\n${text}`);
      }
    });
    expect(problems.join('\n\n')).to.equal('');
    expect(texts).to.have.length.greaterThan(100);
  });

  it('are refused where they name what the schema does not have', async () => {
    await withClient(database.url, async (client) => {
      expect(await prepare(client, 'good', 'select id from runs where id = $1')).to.equal(null);
      const problem = await prepare(client, 'bad', 'select no_such_column from runs where id = $1');
      expect(problem).to.match(/no_such_column/);
    });
  });
});

async function prepare(client: pg.Client, name: string, text: string): Promise<string | null> {
  try {
    await client.query(`prepare ${name} as ${text}`);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
