import { expect } from 'chai';
import { type Database, openDatabase } from '../../../src/db/database.ts';
import { entities } from '../../../src/db/entities/index.ts';
import { useDatabase } from '../../support/postgres.ts';

interface Column {
  table_name: string;
  column_name: string;
  is_nullable: 'YES' | 'NO';
}

describe('entities', () => {
  const target = useDatabase();
  let database: Database;
  before(async () => {
    database = await openDatabase({ url: target.url, poolSize: 2 });
  });
  after(() => database.close());

  async function readTables(): Promise<Map<string, string[]>> {
    const columns = await database.query<Column>(
      `select c.table_name, c.column_name, c.is_nullable
       from information_schema.columns c
       join pg_class t on t.relname = c.table_name and t.relnamespace = 'public'::regnamespace
       where c.table_schema = 'public' and not t.relispartition and c.table_name <> 'schema_migrations'`,
    );
    const tables = new Map<string, string[]>();
    for (const column of columns) {
      const name = `${column.column_name}${column.is_nullable === 'YES' ? '?' : ''}`;
      tables.set(column.table_name, [...(tables.get(column.table_name) ?? []), name]);
    }
    return tables;
  }

  it('name tables of the migrated schema', async () => {
    const modelled = entities.map((entity) => entity.init().meta.tableName);
    expect([...(await readTables()).keys()]).to.include.members(modelled);
  });

  for (const entity of entities) {
    const meta = entity.init().meta;
    it(`have the columns of ${meta.tableName}, null where it allows null`, async () => {
      const modelled = database.orm
        .getMetadata()
        .getByClassName(meta.className)
        .props.map((property) => `${property.fieldNames[0]}${property.nullable ? '?' : ''}`);
      const tables = await readTables();
      expect(modelled.sort()).to.deep.equal(tables.get(meta.tableName)?.sort());
    });
  }
});
