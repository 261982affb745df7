import type { Sql } from '../../db/database.ts';
import { recordRunActivity } from '../../db/stores/activity/record-run-activity.ts';
import { notifyRunJobs } from '../../db/stores/notifications/notify.ts';
import { lockRunTenant, type RunTenant } from '../../db/stores/runs/admission.ts';
import {
  countQueuedReruns,
  findTenantOfRun,
  insertRerun,
  lockRerunOriginal,
  type RerunOriginalRow,
} from '../../db/stores/runs/run-store.ts';
import { copyTriggers } from '../../db/stores/triggers/trigger-store.ts';
import { checkRerun, type RerunChoice, type RerunRequest } from '../../domain/runs/check-rerun.ts';
import { AppError } from '../../errors/app-error.ts';
import { type AdmissionRules, admitNextRun } from './admit-next-run.ts';
import { checkMayRun } from './check-may-run.ts';

export interface RerunInput extends RerunRequest {
  readonly runId: number;
  readonly createdBy: string;
  /** `if-nobody-waits` unless set. */
  readonly turn?: 'by-job';
}

export interface RerunRun {
  readonly runId: number;
  readonly tenantId: number;
  /** True where the run was admitted in the same transaction: the caller starts it after the commit. */
  readonly isAdmitted: boolean;
}

/** Edited values, and what they are checked against. */
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

const MAX_QUEUED = 100;

/**
 * Queues an ended run once more, in a lane of its own that bundles nothing: with the payloads of its triggers, and the
 * release, configs and state that the request names. `current` values are read when the run is admitted, as for every run.
 * @throws AppError `not_found`, `archived`, `run_not_finished`, `no_snapshot`, `artifact_gone`, `invalid_input`,
 *   `too_many_triggers`, `no_ready_release`, `no_default_release`
 */
export async function rerunRun(
  sql: Sql,
  rules: AdmissionRules,
  checks: RerunChecks,
  input: RerunInput,
): Promise<RerunRun> {
  const tenantId = await findTenantOfRun(sql, input.runId);
  const tenant = tenantId === null ? null : await lockRunTenant(sql, tenantId);
  if (!tenant) throw noRun(input.runId);
  checkMayRun(tenant);
  const original = await lockRerunOriginal(sql, input.runId);
  if (!original) throw noRun(input.runId);
  checkRerun(original, input);
  await checkEdited(checks, tenant, original, input);
  await checkQueue(sql, tenant.id);
  const runId = await insertRerun(sql, {
    originalId: input.runId,
    releaseId: input.release === 'original' ? original.releaseId : null,
    configs: fixed(input.configs, original.configs),
    metadata: fixed(input.metadata, original.metadata),
  });
  await copyTriggers(sql, { from: input.runId, to: runId, createdBy: input.createdBy });
  const admitted = await admitNextRun(sql, rules, tenant, input.turn ?? 'if-nobody-waits');
  if (admitted === null) await notifyRunJobs(sql);
  await recordRerun(sql, input, runId);
  return { runId, tenantId: tenant.id, isAdmitted: admitted === runId };
}

async function recordRerun(sql: Sql, input: RerunInput, runId: number): Promise<void> {
  await recordRunActivity(sql, input.runId, {
    actor: input.createdBy,
    action: 'run.rerun',
    after: {
      run_id: runId,
      release: input.release,
      configs: describeChoice(input.configs),
      metadata: describeChoice(input.metadata),
    },
  });
}

/** Values stay out of the activity log. */
function describeChoice(choice: RerunChoice): string {
  return typeof choice === 'object' ? 'edited' : choice;
}

function noRun(runId: number): AppError {
  return new AppError('not_found', `There is no run ${runId}.`);
}

async function checkEdited(
  checks: RerunChecks,
  tenant: RunTenant,
  original: RerunOriginalRow,
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
  if ((await countQueuedReruns(sql, tenantId)) < MAX_QUEUED) return;
  throw new AppError('too_many_triggers', `${MAX_QUEUED} reruns of this tenant are queued already.`, {
    retryAfterSeconds: 10,
  });
}

/** Returns what the new run takes over; null is filled in at its admission. */
function fixed(choice: RerunChoice, original: Values | null): Values | null {
  if (choice === 'current') return null;
  return choice === 'original' ? original : choice.edited;
}
