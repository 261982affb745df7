import { expect } from 'chai';
import pg from 'pg';
import { RELEASE_TRANSITIONS } from '../../../src/domain/releases/release-state.ts';
import { INTEGRATION_TRANSITIONS } from '../../../src/domain/review/integration-state.ts';
import { ROUND_TRANSITIONS } from '../../../src/domain/review/round-state.ts';
import { ATTEMPT_TRANSITIONS } from '../../../src/domain/runs/attempt-state.ts';
import { RUN_TRANSITIONS } from '../../../src/domain/runs/run-phase.ts';
import { useDatabase } from '../../support/postgres.ts';

const MACHINES = [
  ['runs', 'phase', RUN_TRANSITIONS],
  ['attempts', 'state', ATTEMPT_TRANSITIONS],
  ['releases', 'state', RELEASE_TRANSITIONS],
  ['integrations', 'state', INTEGRATION_TRANSITIONS],
  ['rounds', 'state', ROUND_TRANSITIONS],
] as const;

const DEFINITIONS = `
  select pg_get_constraintdef(c.oid) as definition from pg_constraint c
  where c.contype = 'c' and c.conrelid = $1::regclass
    and c.conkey = array[(select attnum from pg_attribute where attrelid = c.conrelid and attname = $2)]`;

describe('the states that the database takes', () => {
  const database = useDatabase();

  for (const [table, column, transitions] of MACHINES) {
    it(`in ${table}.${column} are those of the transition table`, async () => {
      const rows = await definitionsOf(database.url, table, column);
      const taken = [...(rows[0]?.definition ?? '').matchAll(/'(\w+)'::text/g)].map(([, state]) => state);
      expect(rows).to.have.length(1);
      expect(taken).to.have.members(Object.keys(transitions));
    });
  }
});

async function definitionsOf(url: string, table: string, column: string): Promise<{ readonly definition: string }[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<{ definition: string }>(DEFINITIONS, [table, column])).rows;
  } finally {
    await client.end();
  }
}
