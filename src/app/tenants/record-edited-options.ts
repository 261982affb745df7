import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { listDynamicProperties } from '../../domain/manifest/dynamic-property.ts';
import type { Manifest } from '../../domain/manifest/manifest.ts';

/** Notes which of the metadata that a person wrote are options of dynamic configs: they are as old as this edit. */
export async function recordEditedOptions(
  unit: UnitOfWork,
  tenantId: number,
  manifest: Manifest | null,
  editedKeys: readonly string[],
): Promise<void> {
  const sources = new Set(manifest === null ? [] : listDynamicProperties(manifest).map(({ source }) => source));
  const names = editedKeys.filter((key) => sources.has(key));
  if (names.length > 0) await unit.query(NOTE, [tenantId, names]);
}

const NOTE = `
  insert into tenant_options (tenant_id, name, fetched_at)
  select $1, n.name, clock_timestamp() from unnest($2::text[]) as n (name)
  on conflict (tenant_id, name) do update set fetched_at = excluded.fetched_at, run_id = null, release_id = null`;
