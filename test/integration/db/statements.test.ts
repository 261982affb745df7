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
    const problems: string[] = [];
    let count = 0;
    await withClient(database.url, async (client) => {
      for await (const { file, text } of statementsOfStores()) {
        count += 1;
        const problem = await prepare(client, `s${count}`, text);
        if (problem !== null) problems.push(`${file}: ${problem}\n${text}`);
      }
    });
    expect(problems.join('\n\n')).to.equal('');
    expect(count).to.be.greaterThan(0);
  });

  it('are refused where they name what the schema does not have', async () => {
    await withClient(database.url, async (client) => {
      expect(await prepare(client, 'good', 'select id from runs where id = $1')).to.equal(null);
      const problem = await prepare(client, 'bad', 'select no_such_column from runs where id = $1');
      expect(problem).to.match(/no_such_column/);
    });
  });
});

/** Loads one store after the other; what a file registers while it loads is its own. */
async function* statementsOfStores(): AsyncGenerator<{ readonly file: string; readonly text: string }> {
  const seen = new Set<string>();
  for (const file of globSync('**/*.ts', { cwd: DB_FOLDER }).sort()) {
    await import(join(DB_FOLDER, file));
    for (const text of registeredStatements()) {
      if (seen.has(text)) continue;
      seen.add(text);
      yield { file, text };
    }
  }
}

async function prepare(client: pg.Client, name: string, text: string): Promise<string | null> {
  try {
    await client.query(`prepare ${name} as ${text}`);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
