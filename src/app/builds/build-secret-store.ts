import type { SecretStore } from '../../adapters/secrets/secrets.ts';
import type { Sql } from '../../db/sql.ts';
import type { BuildSecret } from '../../domain/releases/build-secret.ts';

/** All secrets of an integration's builds are one sealed text, so that names and values are never apart. */
const ownerOf = (integrationId: number): string => `build_secrets:${integrationId}`;

/** In the order of their names. @throws AppError `secret_unreadable` */
export async function readBuildSecrets(
  sql: Sql,
  secrets: SecretStore,
  integrationId: number,
): Promise<readonly BuildSecret[]> {
  const text = await secrets.read(sql, ownerOf(integrationId));
  return text === null ? [] : (JSON.parse(text) as readonly BuildSecret[]);
}

/** Its caller holds the integration's lock. */
export async function writeBuildSecrets(
  sql: Sql,
  secrets: SecretStore,
  integrationId: number,
  all: readonly BuildSecret[],
): Promise<void> {
  if (all.length === 0) return secrets.remove(sql, ownerOf(integrationId));
  const ordered = all.toSorted((left, right) => left.name.localeCompare(right.name));
  await secrets.put(sql, ownerOf(integrationId), JSON.stringify(ordered));
}
