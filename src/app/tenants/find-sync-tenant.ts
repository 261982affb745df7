import type { Sql } from '../../db/database.ts';
import { AppError } from '../../errors/app-error.ts';

const MAX_LISTED = 100;

/**
 * The one live tenant of an integration (and of an end user, where one is named).
 * @throws AppError not_found, several_tenants (which lists them)
 */
export async function findSyncTenant(sql: Sql, integrationId: number, endUserId: string | null): Promise<number> {
  const tenants = await sql.query<{ id: number; name: string }>(
    `select id, name from tenants
     where integration_id = $1 and archived_at is null and ($2::text is null or end_user_id = $2)
     order by id limit ${MAX_LISTED}`,
    [integrationId, endUserId],
  );
  const [first, second] = tenants;
  if (!first) throw new AppError('not_found', 'There is no live tenant of this integration for this user.');
  if (!second) return first.id;
  const issues = tenants.map((tenant) => ({ pointer: `/tenants/${tenant.id}`, message: tenant.name }));
  throw new AppError('several_tenants', 'Several tenants match: sync one of those listed by its own id.', { issues });
}
