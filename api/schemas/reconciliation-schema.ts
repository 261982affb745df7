import { type Static, Type } from 'typebox';
import { SCHEDULE_DRIFTS } from '../../src/contracts/sync-timers.ts';
import type { Reconciliation } from '../../src/db/stores/schedules/reconciliation-store.ts';
import { Id, Nullable, OneOf, Time, toTime, toTimeOrNull } from './common-schema.ts';

export const ReconciliationSchema = Type.Object(
  {
    id: Id,
    requested_by: Type.String(),
    requested_by_name: Nullable(Type.String()),
    requested_date: Time,
    is_thorough: Type.Boolean({
      description: 'Every schedule was compared in full, not only those that looked wrong.',
    }),
    started_date: Nullable(Time),
    finished_date: Nullable(Time),
    backend: Nullable(OneOf(['temporal', 'dispatcher'])),
    checked: Type.Integer(),
    drift_counts: Type.Record(Type.String(), Type.Integer()),
    drift: Type.Array(
      Type.Object({
        schedule_id: Type.String(),
        tenant_id: Nullable(Id),
        drift: OneOf([...SCHEDULE_DRIFTS, 'wrong_dispatcher']),
      }),
      { description: 'The first hundred schedules that were not as the database says; all were repaired.' },
    ),
    failure: Nullable(Type.String()),
  },
  { $id: 'Reconciliation' },
);

export function toReconciliationJson(reconciliation: Reconciliation): Static<typeof ReconciliationSchema> {
  return {
    id: reconciliation.id,
    requested_by: reconciliation.requestedBy,
    requested_by_name: reconciliation.requestedByName,
    requested_date: toTime(reconciliation.requestedAt),
    is_thorough: reconciliation.isThorough,
    started_date: toTimeOrNull(reconciliation.startedAt),
    finished_date: toTimeOrNull(reconciliation.finishedAt),
    backend: reconciliation.backend,
    checked: reconciliation.checkedCount,
    drift_counts: { ...reconciliation.driftCounts },
    drift: [...reconciliation.drift],
    failure: reconciliation.failure,
  };
}
