import type { Database, Sql } from '../../db/database.ts';
import { notifyRunJobs } from '../../db/stores/notifications/notify.ts';
import { lockRunTenant, type RunTenant } from '../../db/stores/runs/admission.ts';
import { insertRun, lockQueuedLane, updateRunMode } from '../../db/stores/runs/run-store.ts';
import { insertTrigger } from '../../db/stores/triggers/trigger-store.ts';
import { bundledMode, laneOf, type RunLane, type RunMode, type TriggerSource } from '../../domain/runs/run-lane.ts';
import { AppError } from '../../errors/app-error.ts';
import { type AdmissionRules, admitNextRun } from './admit-next-run.ts';
import { checkMayRun } from './check-may-run.ts';

export interface AcceptTriggerInput {
  readonly tenantId: number;
  readonly source: TriggerSource;
  readonly mode: RunMode;
  /** The raw body, at most 1 MiB. */
  readonly body: Uint8Array | null;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly createdBy: string;
  /** `if-nobody-waits` unless set. */
  readonly turn?: 'by-job';
}

export interface AcceptedTrigger {
  readonly triggerId: number;
  readonly runId: number;
  /** True where the run was admitted in the same transaction: the caller starts it after the commit. */
  readonly isAdmitted: boolean;
}

export interface AcceptTriggerDeps extends AdmissionRules {
  readonly db: Database;
}

const MAX_PAYLOAD_BYTES = 1024 * 1024;
/** As many as one run may bundle. */
export const MAX_TRIGGERS = 1000;
const MIB = 1024 * 1024;
/** Payloads and headers of one run together, in MiB: they all lie on its disk when it starts. */
const MAX_RUN_PAYLOAD_MIB = 64;

/**
 * Accepts a trigger: inserts it, joins or creates the queued run of its lane and admits that run where a slot is free; one
 * transaction (the caller's, where `sql` is given). Once committed it is never lost.
 * @throws AppError `not_found`, `archived`, `payload_too_large`, `too_many_triggers`, `no_ready_release`, `no_default_release`
 */
export async function acceptTrigger(
  deps: AcceptTriggerDeps,
  input: AcceptTriggerInput,
  sql?: Sql,
): Promise<AcceptedTrigger> {
  if (input.body !== null && input.body.byteLength > MAX_PAYLOAD_BYTES) {
    throw new AppError('payload_too_large', 'The payload of a trigger may have 1 MiB at most.');
  }
  return sql ? acceptIn(sql, deps, input) : deps.db.transaction((own) => acceptIn(own, deps, input));
}

async function acceptIn(sql: Sql, deps: AcceptTriggerDeps, input: AcceptTriggerInput): Promise<AcceptedTrigger> {
  const tenant = await lockRunTenant(sql, input.tenantId);
  if (!tenant) throw new AppError('not_found', `There is no tenant ${input.tenantId}.`);
  checkMayRun(tenant);
  const lane = laneOf(input.source, input.mode);
  const { id: runId, triggers, payloadBytes } = await joinOrCreateRun(sql, tenant, lane, input.mode);
  if (triggers >= MAX_TRIGGERS) {
    throw new AppError('too_many_triggers', `${MAX_TRIGGERS} triggers already wait in run ${runId} of this tenant.`, {
      retryAfterSeconds: 10,
    });
  }
  if (payloadBytes + (input.body?.byteLength ?? 0) > MAX_RUN_PAYLOAD_MIB * MIB) {
    const message = `Payloads of ${MAX_RUN_PAYLOAD_MIB} MiB already wait in run ${runId} of this tenant.`;
    throw new AppError('too_many_triggers', message, { retryAfterSeconds: 10 });
  }
  const triggerId = await insertTrigger(sql, { ...input, runId });
  const admitted = await admitNextRun(sql, deps, tenant, input.turn ?? 'if-nobody-waits');
  if (admitted === null) await notifyRunJobs(sql);
  return { triggerId, runId, isAdmitted: admitted === runId };
}

export interface JoinedRun {
  readonly id: number;
  readonly triggers: number;
  /** Of its triggers' bodies and headers together. */
  readonly payloadBytes: number;
}

/** Returns the queued run of the lane, with what it bundles already; creates it where there is none. */
export async function joinOrCreateRun(sql: Sql, tenant: RunTenant, lane: RunLane, mode: RunMode): Promise<JoinedRun> {
  const run = await lockQueuedLane(sql, tenant.id, lane);
  if (!run) {
    const { id: tenantId, integrationId, partnerId } = tenant;
    return {
      id: await insertRun(sql, { tenantId, integrationId, partnerId, lane, mode }),
      triggers: 0,
      payloadBytes: 0,
    };
  }
  const bundled = bundledMode(run.mode, mode);
  if (bundled !== run.mode && run.triggers < MAX_TRIGGERS) await updateRunMode(sql, run.id, bundled);
  return run;
}
