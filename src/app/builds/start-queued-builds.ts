import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import type { StartBuild } from '../../contracts/build-workflow.ts';
import type { Database } from '../../db/database.ts';
import { admitBuilds } from './admit-builds.ts';

interface BuildRow {
  readonly id: number;
  readonly number: number;
  readonly integration_id: number;
  readonly partner_id: number | null;
  readonly name: string;
}

/** A build without a live attempt whose workflow was started this long ago is started again. */
const RESTART_AFTER_SECONDS = 60;

export interface StartQueuedBuildsDeps {
  readonly db: Database;
  /** Builds at once of one partner. */
  readonly partnerCap: number;
  readonly startBuild: StartBuild;
}

/** Starts in flight at the same time: a slow Temporal delays none by the sum of the others. */
const STARTS_AT_ONCE = 4;

/** Admits queued builds and starts the workflows of those that have no executor. Returns how many it started. */
export async function startQueuedBuilds(deps: StartQueuedBuildsDeps, items: ItemRunner): Promise<number> {
  await admitBuilds(deps.db, deps.partnerCap);
  return items.forEach({
    kind: 'release',
    items: await deps.db.query<BuildRow>(WITHOUT_EXECUTOR, [RESTART_AFTER_SECONDS, items.backedOff('release')]),
    atOnce: STARTS_AT_ONCE,
    work: (build) => startBuildWorkflow(deps, build),
  });
}

async function startBuildWorkflow({ db, startBuild }: StartQueuedBuildsDeps, build: BuildRow): Promise<void> {
  const executor = await startBuild({
    releaseId: build.id,
    integrationId: build.integration_id,
    partnerId: build.partner_id,
    integrationName: build.name,
    releaseNumber: build.number,
  });
  await db.query(
    `update releases set executor_workflow_id = $2, executor_run_id = $3, executor_at = clock_timestamp() where id = $1`,
    [build.id, executor.workflowId, executor.runId],
  );
}

const WITHOUT_EXECUTOR = `
  select r.id, r.number, r.integration_id, i.partner_id, i.name
  from releases r join integrations i on i.id = r.integration_id
  where r.state = 'building' and r.id <> all($2::bigint[])
    and (r.executor_at is null or r.executor_at < clock_timestamp() - make_interval(secs => $1))
    and not exists (select 1 from attempts a where a.release_id = r.id
      and (a.finished_at is null or a.finished_at > clock_timestamp() - make_interval(secs => $1)))
  order by r.queued_at limit 100`;
