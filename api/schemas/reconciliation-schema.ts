import { type Static, Type } from 'typebox';
import type { Reconciliation } from '../../src/app/schedules/reconciliation.ts';
import { SCHEDULE_DRIFTS } from '../../src/contracts/sync-timers.ts';
import { Id, Nullable, OneOf, Time, toTime, toTimeOrNull } from './common-schema.ts';

export const ReconciliationSchema = Type.Object(
  {
    id: Id,
    requested_by: Type.String(),
    requested_date: Time,
    is_thorough: Type.Boolean({ description: 'Every timer was looked at in full, not only those that looked wrong.' }),
    started_date: Nullable(Time),
    finished_date: Nullable(Time),
    backend: Nullable(OneOf(['temporal', 'dispatcher'])),
    checked: Type.Integer(),
    fault_counts: Type.Record(Type.String(), Type.Integer()),
    faults: Type.Array(
      Type.Object({
        schedule_id: Type.String(),
        tenant_id: Nullable(Id),
        fault: OneOf([...SCHEDULE_DRIFTS, 'wrong_dispatcher']),
      }),
      { description: 'The first hundred; all were mended.' },
    ),
    failure: Nullable(Type.String()),
  },
  { $id: 'Reconciliation' },
);

export function toReconciliationJson(pass: Reconciliation): Static<typeof ReconciliationSchema> {
  return {
    id: pass.id,
    requested_by: pass.requestedBy,
    requested_date: toTime(pass.requestedAt),
    is_thorough: pass.isThorough,
    started_date: toTimeOrNull(pass.startedAt),
    finished_date: toTimeOrNull(pass.finishedAt),
    backend: pass.backend,
    checked: pass.checkedCount,
    fault_counts: { ...pass.faultCounts },
    faults: [...pass.faults],
    failure: pass.failure,
  };
}
