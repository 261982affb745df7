import { WAKE_RELAY_CHANNEL } from '../../contracts/task-queues.ts';
import type { Database, Sql } from '../../db/database.ts';
import { bundledMode, laneOf, type RunLane, type RunMode, type TriggerSource } from '../../domain/runs/run-lane.ts';
import { AppError } from '../../errors/app-error.ts';
import { type AdmissionRules, admitNextRun, type LockedTenant, lockTenant } from './admit-next-run.ts';
import { checkMayRun } from './check-may-run.ts';

export interface AcceptTriggerInput {
  readonly tenantId: number;
  readonly source: TriggerSource;
  readonly mode: RunMode;
  /** The raw body, at most 1 MiB. */
  readonly body: Uint8Array | null;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly createdBy: string;
}

export interface AcceptedTrigger {
  readonly triggerId: number;
  readonly runId: number;
  /** True where the run was admitted in the same transaction: whoever commits starts it. */
  readonly isAdmitted: boolean;
}

export interface AcceptTriggerDeps extends AdmissionRules {
  readonly db: Database;
}

const MAX_PAYLOAD_BYTES = 1024 * 1024;
/** That one run may bundle. */
export const MAX_TRIGGERS = 1000;

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
  const tenant = await lockTenant(sql, input.tenantId);
  if (!tenant) throw new AppError('not_found', `There is no tenant ${input.tenantId}.`);
  checkMayRun(tenant);
  const lane = laneOf(input.source, input.mode);
  const { id: runId, triggers } = await joinOrCreateRun(sql, tenant, lane, input.mode);
  if (triggers >= MAX_TRIGGERS) {
    throw new AppError('too_many_triggers', `${MAX_TRIGGERS} triggers already wait in run ${runId} of this tenant.`, {
      retryAfterSeconds: 10,
    });
  }
  const triggerId = await insertTrigger(sql, runId, input);
  const admitted = await admitNextRun(sql, deps, tenant, 'if-nobody-waits');
  if (admitted === null) await sql.query(`select pg_notify($1, '')`, [WAKE_RELAY_CHANNEL]);
  return { triggerId, runId, isAdmitted: admitted === runId };
}

interface QueuedRow {
  readonly id: number;
  readonly mode: RunMode;
  readonly triggers: number;
}

/** The queued run of the lane, made where there is none, and how many triggers it has. */
export async function joinOrCreateRun(
  sql: Sql,
  tenant: LockedTenant,
  lane: RunLane,
  mode: RunMode,
): Promise<{ readonly id: number; readonly triggers: number }> {
  const queued = await sql.query<QueuedRow>(
    `select r.id, r.mode, (select count(*) from triggers t where t.run_id = r.id) as triggers
     from runs r where r.tenant_id = $1 and r.lane = $2 and r.phase = 'queued' for update of r`,
    [tenant.id, lane],
  );
  const run = queued[0];
  if (!run) return { id: await createRun(sql, tenant, lane, mode), triggers: 0 };
  const bundled = bundledMode(run.mode, mode);
  if (bundled !== run.mode && run.triggers < MAX_TRIGGERS)
    await sql.query(`update runs set mode = $2 where id = $1`, [run.id, bundled]);
  return run;
}

async function createRun(sql: Sql, tenant: LockedTenant, lane: RunLane, mode: RunMode): Promise<number> {
  const rows = await sql.query<{ id: number }>(
    `insert into runs (tenant_id, integration_id, partner_id, lane, mode, phase)
     values ($1, $2, $3, $4, $5, 'queued') returning id`,
    [tenant.id, tenant.integrationId, tenant.partnerId, lane, mode],
  );
  return (rows[0] as { id: number }).id;
}

async function insertTrigger(sql: Sql, runId: number, input: AcceptTriggerInput): Promise<number> {
  const rows = await sql.query<{ id: number }>(
    `insert into triggers (tenant_id, run_id, source, mode, body, headers, created_by)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      input.tenantId,
      runId,
      input.source,
      input.mode,
      input.body === null ? null : Buffer.from(input.body),
      input.headers === null ? null : JSON.stringify(input.headers),
      input.createdBy,
    ],
  );
  return (rows[0] as { id: number }).id;
}
