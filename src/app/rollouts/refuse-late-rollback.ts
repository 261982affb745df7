import type { Sql } from '../../db/database.ts';
import type { RolloutRecord } from './rollout-record.ts';

/** Takes the integration before the rollout, as whoever makes a rollout does. */
export async function lockIntegrationOf(sql: Sql, rolloutId: number): Promise<void> {
  await sql.query(
    `select 1 from integrations where id = (select integration_id from rollouts where id = $1) for update`,
    [rolloutId],
  );
}

/**
 * Why a rollout that has ended can't be rolled back any more, in one sentence; null where it can. What it did has to be the newest
 * word on its channel, and what it goes back to has to be there still.
 */
export async function refuseLateRollback(sql: Sql, rollout: RolloutRecord): Promise<string | null> {
  const { id, integrationId, releaseId, channels } = rollout;
  const [open] = await sql.query<{ id: number }>(
    `select id from rollouts where integration_id = $1 and finished_at is null and id <> $2
       and not (state = 'queued' and cause = 'release') order by id limit 1`,
    [integrationId, id],
  );
  if (open) return `Rollout ${open.id} of this integration is under way: wait for it or abort it.`;
  const moved = await sql.query<{ name: string; newer: number | null }>(MOVED_ON, [
    integrationId,
    releaseId,
    channels,
    id,
  ]);
  if (moved[0]) {
    const { name, newer } = moved[0];
    return `${name} has moved on since${newer === null ? '' : `: rollout ${newer} is the one to roll back`}.`;
  }
  const [gone] = await sql.query<{ number: number }>(GONE, [id, rollout.previousReleaseId]);
  return gone ? `The artifact of release ${gone.number}, to which it would go back, was let go: rebuild it.` : null;
}

/** Channels that no longer point to what the rollout brought them, each with the newest rollout that moved it. */
const MOVED_ON = `
  select c.name, (select max(n.id) from rollouts n
    where n.integration_id = $1 and n.id > $4 and n.channels @> array[c.name] and n.state in ('completed', 'aborted')) as newer
  from unnest($3::text[]) as c(name) where channel_release_id($1, c.name) is distinct from $2`;

const GONE = `
  select l.number from releases l where l.artifact_removed_at is not null and (l.id = $2
    or exists (select 1 from rollout_tenants t where t.rollout_id = $1 and t.from_release_id = l.id and t.state in ('moved', 'held')))
  order by l.number limit 1`;
