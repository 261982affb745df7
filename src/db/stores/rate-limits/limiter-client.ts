import type { Sql } from '../../sql.ts';
import { composedStatement } from '../../statement.ts';

/** The client of the package that counts requests in PostgreSQL: it brings its own statements, about the table `rate_limits` alone. */
export interface LimiterClient {
  query(statement: { readonly text: string; readonly values?: readonly unknown[] }): Promise<{
    readonly rows: readonly object[];
    readonly rowCount: number;
  }>;
}

export function createLimiterClient(sql: Sql): LimiterClient {
  return {
    query: async ({ text, values }) => {
      const rows = await sql.query(composedStatement(text), values);
      return { rows, rowCount: rows.length };
    },
  };
}
