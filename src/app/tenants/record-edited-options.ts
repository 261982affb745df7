import { upsertEditedOptions } from '../../db/stores/tenants/tenant-options.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { listDynamicProperties } from '../../domain/manifest/dynamic-property.ts';
import type { Manifest } from '../../domain/manifest/manifest.ts';

/** Records which of the metadata that a person wrote are options of dynamic configs: they are as old as this edit. */
export async function recordEditedOptions(
  unit: UnitOfWork,
  tenantId: number,
  manifest: Manifest | null,
  editedKeys: readonly string[],
): Promise<void> {
  const sources = new Set(manifest === null ? [] : listDynamicProperties(manifest).map(({ source }) => source));
  const names = editedKeys.filter((key) => sources.has(key));
  if (names.length > 0) await upsertEditedOptions(unit, tenantId, names);
}
