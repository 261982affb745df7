import type { Sql } from '../../sql.ts';
import { statement } from '../../statement.ts';

// Base64 costs both sides half of what the driver's hexadecimal digits do.
const READ_PAYLOAD = statement<{ body: string }>(
  `select encode(body, 'base64') as body from triggers where id = $1 and body is not null`,
);

/** The payload of one trigger; null where it has none, or is gone. */
export async function readPayload(sql: Sql, triggerId: number): Promise<Buffer | null> {
  const [row] = await sql.query(READ_PAYLOAD, [triggerId]);
  return row === undefined ? null : Buffer.from(row.body, 'base64');
}
