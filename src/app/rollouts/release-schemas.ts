import type { Database } from '../../db/database.ts';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';

const MAX_KEPT = 100;
const NONE: ReleaseSchemas = { configSchema: null, configUiSchema: null, metadataSchema: null };

/** Reads the schemas of releases; a release never changes, so the last hundred are kept. */
export function createReleaseSchemas(db: Database): (releaseId: number) => Promise<ReleaseSchemas> {
  const kept = new Map<number, ReleaseSchemas>();
  return async (releaseId) => {
    const known = kept.get(releaseId);
    if (known) return known;
    const rows = await db.query<{ manifest: ReleaseSchemas | null }>(
      `select jsonb_build_object('configSchema', manifest -> 'configSchema', 'configUiSchema', manifest -> 'configUiSchema',
         'metadataSchema', manifest -> 'metadataSchema') as manifest from releases where id = $1`,
      [releaseId],
    );
    const schemas = rows[0]?.manifest ?? NONE;
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(releaseId, schemas);
    return schemas;
  };
}
