import { AppError } from '../../errors/app-error.ts';
import { createRollout } from './create-rollout.ts';
import { pauseTerminatedRollout } from './pause-terminated-rollout.ts';
import { type PreviewDeps, previewRollout } from './preview-rollout.ts';

/** Who started what nobody asked for. */
const HUB = 'hub';

/** Starts a propagation for each ready release that has become the latest one of followers; returns how many. */
export async function propagateLatest(deps: PreviewDeps): Promise<number> {
  const due = await deps.db.query<{ integration_id: number; release_id: number }>(PENDING);
  for (const { integration_id: integrationId, release_id: releaseId } of due) {
    await deps.db
      .transaction((sql) =>
        createRollout(sql, {
          ...{ integrationId, releaseId, cause: 'release', channel: null, selection: null, gradual: null },
          startedBy: HUB,
        }),
      )
      .catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'archived')) throw error;
      });
  }
  return due.length;
}

const PENDING = `
  select r.integration_id, r.id as release_id
  from integrations i
  cross join lateral (select latest_release_id(i.id) as id) l
  join releases r on r.id = l.id
  where i.archived_at is null
    and not exists (select 1 from rollouts x where x.release_id = r.id and x.cause = 'release')
    and exists (select 1 from tenants t where t.integration_id = i.id and t.archived_at is null and t.release_channel is not null
      and (t.release_channel = 'Latest' or exists (select 1 from channels c
        where c.integration_id = i.id and c.name = t.release_channel and c.follows_latest)))
  limit 20`;

/** What the hub needs of a rollout's workflow. */
export interface RolloutWorkflows {
  status(rolloutId: number): Promise<'running' | 'terminated' | 'ended'>;
  /** Safe to repeat: a running one is joined. */
  start(rolloutId: number): Promise<void>;
}

/**
 * Starts the workflows of rollouts whose turn it is and returns how many rollouts it looked at. A running workflow is joined, one that
 * was lost is started again where it was, and a terminated one pauses its rollout first.
 */
export async function startPendingRollouts(deps: PreviewDeps, workflows: RolloutWorkflows): Promise<number> {
  const due = await deps.db.query<{ id: number }>(
    `select r.id from rollouts r
     where r.finished_at is null and (r.executor_at is null or r.executor_at < clock_timestamp() - interval '20 seconds')
       and not exists (select 1 from rollouts o where o.integration_id = r.integration_id and o.finished_at is null and o.id < r.id)
     order by r.id limit 50`,
  );
  for (const { id } of due) {
    await recordFigures(deps, id);
    const status = await workflows.status(id);
    if (status === 'terminated') await pauseTerminatedRollout(deps.db, id);
    if (status !== 'running') await workflows.start(id);
    await deps.db.query(`update rollouts set executor_at = clock_timestamp() where id = $1`, [id]);
  }
  return due.length;
}

/** What a preview would have shown to a person, kept with what started by itself. */
async function recordFigures(deps: PreviewDeps, id: number): Promise<void> {
  const rows = await deps.db.query<{ integration_id: number; release_id: number }>(
    `select integration_id, release_id from rollouts where id = $1 and preview is null and state = 'queued' and cause = 'release'`,
    [id],
  );
  const row = rows[0];
  if (!row) return;
  const request = {
    integrationId: row.integration_id,
    releaseId: row.release_id,
    cause: 'release',
    channel: null,
    selection: null,
  } as const;
  const preview = await previewRollout(deps, request, { timeMs: 2_000, tenants: 2_000 });
  await deps.db.query(`update rollouts set preview = $2 where id = $1`, [id, JSON.stringify(preview)]);
}
