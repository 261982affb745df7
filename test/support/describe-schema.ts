import type { ClientBase } from 'pg';

/**
 * Returns a migrated schema as text that a person can review: each table with its columns, constraints, indexes and triggers, then
 * the functions. Daily log partitions are left out.
 */
export async function describeSchema(client: ClientBase): Promise<string> {
  const lines: string[] = [];
  for (const { name } of await read<{ name: string }>(client, TABLES)) {
    lines.push(`table ${name}`);
    for (const query of [COLUMNS, CONSTRAINTS, INDEXES, TRIGGERS]) {
      for (const { line } of await read<{ line: string }>(client, query, [name])) lines.push(`  ${line}`);
    }
    lines.push('');
  }
  for (const { line } of await read<{ line: string }>(client, FUNCTIONS)) lines.push(line, '');
  return lines.join('\n');
}

async function read<Row extends object>(client: ClientBase, text: string, values: unknown[] = []): Promise<Row[]> {
  return (await client.query<Row>(text, values)).rows;
}

const TABLES = `
  select relname as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by relname`;

const COLUMNS = `
  select a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || case when a.attnotnull then ' not null' else '' end
    || case when a.attidentity <> '' then ' identity' else '' end
    || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attname`;

const CONSTRAINTS = `
  select 'constraint ' || conname || ': ' || pg_get_constraintdef(oid) as line
  from pg_constraint where conrelid = $1::regclass and contype <> 'n' order by conname`;

const INDEXES = `
  select 'index ' || i.indexrelid::regclass || ': ' || pg_get_indexdef(i.indexrelid) as line
  from pg_index i where i.indrelid = $1::regclass
    and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid) order by 1`;

const TRIGGERS = `
  select 'trigger ' || tgname || ': ' || pg_get_triggerdef(oid) as line
  from pg_trigger where tgrelid = $1::regclass and not tgisinternal order by tgname`;

const FUNCTIONS = `
  select pg_get_functiondef(oid) as line from pg_proc
  where pronamespace = 'public'::regnamespace order by proname, pg_get_function_arguments(oid)`;
