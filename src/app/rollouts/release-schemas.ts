import type { Database } from '../../db/database.ts';
import { readReleaseSchemas } from '../../db/stores/releases/release-store.ts';
import type { ReleaseSchemas } from '../../domain/manifest/manifest.ts';

const MAX_KEPT = 100;

/** Reads the schemas of releases. A release never changes, so a hundred are kept. */
export function createReleaseSchemas(db: Database): (releaseId: number) => Promise<ReleaseSchemas> {
  const kept = new Map<number, ReleaseSchemas>();
  return async (releaseId) => {
    const known = kept.get(releaseId);
    if (known) return known;
    const schemas = await readReleaseSchemas(db, releaseId);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(releaseId, schemas);
    return schemas;
  };
}
