import pg from 'pg';

/** Where the floors write their first lines: one row, one commit, on the hub's own PostgreSQL. */
export interface FirstLineTable {
  commit(text: string): Promise<void>;
  close(): Promise<void>;
}

export async function openFirstLineTable(databaseUrl: string, connections: number): Promise<FirstLineTable> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  await pool.query(`create table if not exists bench_lines (id bigint generated always as identity, text text)`);
  return {
    commit: async (text) => void (await pool.query(`insert into bench_lines (text) values ($1)`, [text])),
    close: () => pool.end(),
  };
}
