import { WAKE_RELAY_CHANNEL } from '../../contracts/task-queues.ts';
import type { Sql } from '../../db/database.ts';
import { checkRerun, type RerunChoice, type RerunOriginal, type RerunRequest } from '../../domain/runs/check-rerun.ts';
import type { RunMode } from '../../domain/runs/run-lane.ts';
import { AppError } from '../../errors/app-error.ts';
import { type AdmissionRules, admitNextRun, type LockedTenant, lockTenant } from './admit-next-run.ts';
import { checkMayRun } from './check-may-run.ts';

export interface RerunInput extends RerunRequest {
  readonly runId: number;
  readonly createdBy: string;
}

export interface RerunRun {
  readonly runId: number;
  readonly tenantId: number;
  /** True where the run was admitted in the same transaction: whoever commits starts it. */
  readonly isAdmitted: boolean;
}

/** What edited values are held to. */
export interface EditedValues {
  readonly integrationId: number;
  readonly releaseId: number;
  readonly configs: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly isRequiredAsked: boolean;
}

/** Each throws AppError invalid_input, with a pointer to each field. */
export interface RerunChecks {
  configs(values: EditedValues): Promise<void>;
  metadata(values: EditedValues): Promise<void>;
}

type Values = Readonly<Record<string, unknown>>;

interface OriginalRow extends RerunOriginal {
  readonly mode: RunMode;
  readonly releaseId: number | null;
  readonly configs: Values | null;
  readonly metadata: Values | null;
  readonly tenantConfigs: Values;
  readonly tenantMetadata: Values;
}

const MAX_QUEUED = 100;

/**
 * Queues an ended run once more, in a lane of its own that bundles nothing: with the payloads of its triggers, and the
 * release, configs and state that the wish names. What is `current` is taken when the run is admitted, as every run does.
 * @throws AppError `not_found`, `archived`, `run_not_finished`, `no_snapshot`, `artifact_gone`, `invalid_input`,
 *   `too_many_triggers`, `no_ready_release`, `no_default_release`
 */
export async function rerunRun(
  sql: Sql,
  rules: AdmissionRules,
  checks: RerunChecks,
  input: RerunInput,
): Promise<RerunRun> {
  const tenant = await lockTenantOf(sql, input.runId);
  checkMayRun(tenant);
  const original = await readOriginal(sql, input.runId);
  checkRerun(original, input);
  await checkEdited(checks, tenant, original, input);
  await checkQueue(sql, tenant.id);
  const runId = await insertRerun(sql, input, original);
  await copyTriggers(sql, runId, input);
  const admitted = await admitNextRun(sql, rules, tenant, 'if-nobody-waits');
  if (admitted === null) await sql.query(`select pg_notify($1, '')`, [WAKE_RELAY_CHANNEL]);
  return { runId, tenantId: tenant.id, isAdmitted: admitted === runId };
}

async function lockTenantOf(sql: Sql, runId: number): Promise<LockedTenant> {
  const [run] = await sql.query<{ tenant_id: number }>(`select tenant_id from runs where id = $1`, [runId]);
  const tenant = run && (await lockTenant(sql, run.tenant_id));
  if (!tenant) throw new AppError('not_found', `There is no run ${runId}.`);
  return tenant;
}

async function readOriginal(sql: Sql, runId: number): Promise<OriginalRow> {
  // The key lock is the one that a reference takes: an artifact that is being let go is seen as gone, or stays.
  await sql.query(`select id from releases where id = (select release_id from runs where id = $1) for key share`, [
    runId,
  ]);
  const [row] = await sql.query<OriginalRow>(ORIGINAL, [runId]);
  if (!row) throw new AppError('not_found', `There is no run ${runId}.`);
  return row;
}

const ORIGINAL = `
  select r.id, r.phase, r.mode, r.release_id as "releaseId", r.configs, r.metadata,
    r.release_id is not null and r.configs is not null and r.metadata is not null as "hasSnapshot",
    l.number as "releaseNumber", l.artifact_removed_at is not null as "isArtifactGone",
    t.configs as "tenantConfigs", coalesce(m.data, '{}'::jsonb) as "tenantMetadata"
  from runs r join tenants t on t.id = r.tenant_id
    left join tenant_metadata m on m.tenant_id = t.id
    left join releases l on l.id = r.release_id
  where r.id = $1`;

async function checkEdited(
  checks: RerunChecks,
  tenant: LockedTenant,
  original: OriginalRow,
  request: RerunRequest,
): Promise<void> {
  const releaseId = request.release === 'original' ? original.releaseId : tenant.nextReleaseId;
  if (releaseId === null) return;
  const values: EditedValues = {
    integrationId: tenant.integrationId,
    releaseId,
    configs: choose(request.configs, original.configs, original.tenantConfigs),
    metadata: choose(request.metadata, original.metadata, original.tenantMetadata),
    isRequiredAsked: original.mode !== 'init',
  };
  if (typeof request.configs === 'object') await checks.configs(values);
  if (typeof request.metadata === 'object') await checks.metadata(values);
}

function choose(choice: RerunChoice, original: Values | null, current: Values): Values {
  if (typeof choice === 'object') return choice.edited;
  return choice === 'original' ? (original ?? current) : current;
}

async function checkQueue(sql: Sql, tenantId: number): Promise<void> {
  const [row] = await sql.query<{ queued: number }>(
    `select count(*) as queued from runs where tenant_id = $1 and phase = 'queued' and lane = 'rerun'`,
    [tenantId],
  );
  if ((row?.queued ?? 0) < MAX_QUEUED) return;
  throw new AppError('too_many_triggers', `${MAX_QUEUED} reruns of this tenant already wait.`, {
    retryAfterSeconds: 10,
  });
}

async function insertRerun(sql: Sql, request: RerunInput, original: OriginalRow): Promise<number> {
  const rows = await sql.query<{ id: number }>(
    `insert into runs (tenant_id, integration_id, partner_id, lane, mode, phase, rerun_of, release_id, configs, metadata)
     select r.tenant_id, r.integration_id, i.partner_id, 'rerun', r.mode, 'queued', r.id, $2, $3, $4
     from runs r join integrations i on i.id = r.integration_id where r.id = $1 returning id`,
    [
      request.runId,
      request.release === 'original' ? original.releaseId : null,
      fixed(request.configs, original.configs),
      fixed(request.metadata, original.metadata),
    ],
  );
  return (rows[0] as { id: number }).id;
}

/** What the run brings along; null is filled in at its admission. */
function fixed(choice: RerunChoice, original: Values | null): string | null {
  if (choice === 'current') return null;
  return JSON.stringify(choice === 'original' ? original : choice.edited);
}

/** A trigger belongs to one run, so a rerun has copies, which say what they were copied from. */
async function copyTriggers(sql: Sql, runId: number, input: RerunInput): Promise<void> {
  await sql.query(
    `insert into triggers (tenant_id, run_id, source, mode, body, headers, created_by, copied_from)
     select tenant_id, $2, source, mode, body, headers, $3, coalesce(copied_from, id)
     from triggers where run_id = $1 order by id`,
    [input.runId, runId, input.createdBy],
  );
}
