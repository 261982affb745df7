import type { StartBuild } from '../../contracts/build-workflow.ts';
import type { Database } from '../../db/database.ts';
import type { BuildFailure } from '../../domain/releases/build-failure.ts';
import { findExpiredAttempts, isStillExpired } from '../attempts/index.ts';
import { admitBuilds, type BuildCaps } from './admit-builds.ts';
import { findLastStep } from './find-last-step.ts';
import { type FinishBuildInput, finishBuildLocked } from './finish-build.ts';

interface BuildRow {
  readonly id: number;
  readonly number: number;
  readonly integration_id: number;
  readonly partner_id: number | null;
  readonly name: string;
}

/** A build without a live attempt whose workflow was started this long ago is started again. */
const RESTART_AFTER_SECONDS = 60;

/** Admits queued builds and starts the workflows of those that have no executor; idempotent. */
export async function startQueuedBuilds(database: Database, caps: BuildCaps, startBuild: StartBuild): Promise<number> {
  await admitBuilds(database, caps);
  const builds = await database.query<BuildRow>(WITHOUT_EXECUTOR, [RESTART_AFTER_SECONDS]);
  for (const build of builds) {
    const executor = await startBuild({
      releaseId: build.id,
      integrationId: build.integration_id,
      partnerId: build.partner_id,
      integrationName: build.name,
      releaseNumber: build.number,
    });
    await database.query(
      `update releases set executor_workflow_id = $2, executor_run_id = $3, executor_at = clock_timestamp() where id = $1`,
      [build.id, executor.workflowId, executor.runId],
    );
  }
  return builds.length;
}

const WITHOUT_EXECUTOR = `
  select r.id, r.number, r.integration_id, i.partner_id, i.name
  from releases r join integrations i on i.id = r.integration_id
  where r.state = 'building'
    and (r.executor_at is null or r.executor_at < clock_timestamp() - make_interval(secs => $1))
    and not exists (select 1 from attempts a where a.release_id = r.id
      and (a.finished_at is null or a.finished_at > clock_timestamp() - make_interval(secs => $1)))
  order by r.queued_at limit 100`;

/** Ends the attempts of builds whose lease may be taken over, as `worker_lost`; answers how many. */
export async function reapBuilds(database: Database): Promise<number> {
  let count = 0;
  for (const attempt of await findExpiredAttempts(database, 'release')) {
    const releaseId = attempt.subject.id;
    const failure = { ...WORKER_LOST, step: await findLastStep(database, releaseId) };
    const input: FinishBuildInput = {
      releaseId,
      attemptId: attempt.id,
      outcome: { kind: 'failed', failure },
      logLineCount: null,
    };
    const result = await database.transaction((sql) =>
      finishBuildLocked(sql, input, () => isStillExpired(sql, attempt.id)),
    );
    if (result.kind !== 'lost') count += 1;
  }
  return count;
}

const WORKER_LOST: BuildFailure = {
  step: null,
  class: 'platform',
  reason: 'worker_lost',
  exit_code: null,
  signal: null,
  message: 'The worker that built this release was lost.',
};
