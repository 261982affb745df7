import type { Static } from 'typebox';
import type { RunRecord } from '../../../src/db/stores/runs/run-records.ts';
import type { Scope } from '../../../src/domain/accounts/role.ts';
import type { ApiDeps } from '../../http/api-deps.ts';
import { type RunSchema, toRunJson } from '../../schemas/run-schema.ts';

/** Returns how runs are shown to a caller: people of the hub see where Temporal shows them. */
export function toRunJsonWith(
  { temporalLinks }: Pick<ApiDeps, 'temporalLinks'>,
  scope: Scope,
): (record: RunRecord) => Static<typeof RunSchema> {
  return (record) => toRunJson(record, scope.partnerId === null ? temporalLinks.run(record.run.id) : null);
}
