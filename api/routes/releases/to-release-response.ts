import type { Static } from 'typebox';
import type { Sql } from '../../../src/db/database.ts';
import { type ReleaseNames, readReleaseNames } from '../../../src/db/stores/releases/release-names.ts';
import type { Scope } from '../../../src/domain/accounts/role.ts';
import type { Release } from '../../../src/domain/releases/release.ts';
import type { ApiDeps } from '../../http/api-deps.ts';
import type { JsonResponse } from '../../http/define-route.ts';
import { type ReleaseSchema, toReleaseJson } from '../../schemas/release-schema.ts';

interface Viewer {
  readonly deps: Pick<ApiDeps, 'temporalLinks'>;
  readonly scope: Scope;
}

export async function toReleaseResponse(
  sql: Sql,
  viewer: Viewer,
  release: Release,
  status = 200,
): Promise<JsonResponse> {
  const [body] = await toReleasesJson(sql, viewer, [release]);
  return { status, body };
}

/** Returns the releases as a caller sees them: people of the hub see where Temporal shows their builds. */
export async function toReleasesJson(
  sql: Sql,
  { deps, scope }: Viewer,
  releases: readonly Release[],
): Promise<Static<typeof ReleaseSchema>[]> {
  const names = await readReleaseNames(
    sql,
    releases.map(({ id }) => id),
  );
  return releases.map((release) => {
    const temporalUrl = scope.partnerId === null ? deps.temporalLinks.build(release.id) : null;
    return toReleaseJson(release, names.get(release.id) as ReleaseNames, temporalUrl);
  });
}
