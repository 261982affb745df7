import type { Egress } from '../../../domain/network/egress.ts';
import type { Sql } from '../../sql.ts';

export interface StoredEgress {
  readonly egress: Egress;
  /** Of the integration, which it is a part of. */
  readonly modifiedAt: Date;
}

/** Null where there is no such integration. */
export async function readEgress(sql: Sql, integrationId: number): Promise<StoredEgress | null> {
  const rows = await sql.query<StoredEgress>(
    `select egress, modified_at as "modifiedAt" from integrations where id = $1`,
    [integrationId],
  );
  return rows[0] ?? null;
}

/** Stores it as an edit of the integration. */
export async function storeEgress(sql: Sql, integrationId: number, egress: Egress, modifiedAt: Date): Promise<void> {
  await sql.query(`update integrations set egress = $2, modified_at = $3 where id = $1`, [
    integrationId,
    JSON.stringify(egress),
    modifiedAt,
  ]);
}
