import type { Database, Sql } from '../../db/database.ts';
import { classifyPush } from '../../domain/source-control/classify-push.ts';
import type { BranchUpdate } from '../../domain/source-control/push-event.ts';
import { recordHead, releasePush } from './record-head.ts';
import { lockWatched, type WatchedRepository } from './watched-repository.ts';

export interface RecordPushInput {
  readonly integrationId: number;
  readonly updates: readonly BranchUpdate[];
  /** What makes this delivery known again: the provider's id and the body's digest. */
  readonly deliveryKeys: readonly string[];
  /** Goes into the activity log. */
  readonly by: string;
}

export type RecordPushOutcome =
  | { readonly outcome: 'released'; readonly releaseId: number }
  | { readonly outcome: 'ignored'; readonly reason: 'not_watched' | 'other_branch' | 'current_head' | 'duplicate' };

/** Takes a verified push: each pushed head of the tracking branch makes one release, a redelivery none. */
export function recordPush(
  database: Pick<Database, 'transaction'>,
  input: RecordPushInput,
): Promise<RecordPushOutcome> {
  return database.transaction(async (sql) => {
    const repository = await lockWatched(sql, input.integrationId);
    await recordDelivery(sql, input.integrationId);
    if (repository === null) return ignored('not_watched');
    const push = input.updates.findLast((update) => update.branch === repository.branch);
    if (push === undefined) return ignored('other_branch');
    if (await isKnownDelivery(sql, input, push)) {
      // The delivery's word is not taken twice; where the branch did go back, the repository itself says so.
      if (push.after !== repository.head) await pollSoon(sql, input.integrationId);
      return ignored('duplicate');
    }
    return applyPush(sql, repository, push, input.by);
  });
}

async function applyPush(
  sql: Sql,
  repository: WatchedRepository,
  push: BranchUpdate,
  by: string,
): Promise<RecordPushOutcome> {
  const { integrationId } = repository;
  const isSuperseded = await isAfterKnown(sql, integrationId, push.after);
  const decision = classifyPush(push, { head: repository.head, isSuperseded });
  await sql.query('update repository_watches set last_push_at = clock_timestamp() where integration_id = $1', [
    integrationId,
  ]);
  if (decision === 'current') return ignored('current_head');
  const isHead = decision !== 'late';
  if (isHead) await recordHead(sql, repository, push.after);
  if (decision !== 'next') await pollSoon(sql, integrationId);
  const release = await releasePush(sql, repository, { sha: push.after, isHead, by });
  return { outcome: 'released', releaseId: release.id };
}

async function recordDelivery(sql: Sql, integrationId: number): Promise<void> {
  await sql.query('update repository_watches set last_delivery_at = clock_timestamp() where integration_id = $1', [
    integrationId,
  ]);
}

async function isKnownDelivery(sql: Sql, input: RecordPushInput, push: BranchUpdate): Promise<boolean> {
  const rows = await sql.query(
    `insert into hook_deliveries (integration_id, delivery, before_sha, after_sha)
     select $1, delivery, $3, $4 from unnest($2::text[]) delivery
     on conflict do nothing returning 1`,
    [input.integrationId, input.deliveryKeys, push.before, push.after],
  );
  return rows.length < input.deliveryKeys.length;
}

/** Whether some push is known that moved the branch on from this commit. */
async function isAfterKnown(sql: Sql, integrationId: number, sha: string): Promise<boolean> {
  const rows = await sql.query('select 1 from hook_deliveries where integration_id = $1 and before_sha = $2 limit 1', [
    integrationId,
    sha,
  ]);
  return rows.length > 0;
}

async function pollSoon(sql: Sql, integrationId: number): Promise<void> {
  await sql.query('update repository_watches set next_poll_at = clock_timestamp() where integration_id = $1', [
    integrationId,
  ]);
}

function ignored(reason: 'not_watched' | 'other_branch' | 'current_head' | 'duplicate'): RecordPushOutcome {
  return { outcome: 'ignored', reason };
}
