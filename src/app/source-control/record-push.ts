import type { Database, Sql } from '../../db/database.ts';
import {
  insertDelivery,
  isPushFromKnown,
  markDelivery,
  markPush,
  pollSoon,
  saveHead,
  type WatchedRepository,
} from '../../db/stores/source-control/watched-repository-store.ts';
import { classifyPush } from '../../domain/source-control/classify-push.ts';
import type { BranchUpdate } from '../../domain/source-control/push-event.ts';
import { lockWatched } from './lock-watched.ts';
import { releasePush } from './release-push.ts';

export interface RecordPushInput {
  readonly integrationId: number;
  readonly updates: readonly BranchUpdate[];
  /** What identifies this delivery: the provider's id, and the digest of the body. */
  readonly deliveryKeys: readonly string[];
  /** Goes into the activity log. */
  readonly by: string;
}

export type RecordPushOutcome =
  | { readonly outcome: 'released'; readonly releaseId: number }
  | { readonly outcome: 'ignored'; readonly reason: 'not_watched' | 'other_branch' | 'current_head' | 'duplicate' };

/** Records a verified push: each pushed head of the tracking branch makes one release, a redelivery none. */
export function recordPush(
  database: Pick<Database, 'transaction'>,
  input: RecordPushInput,
): Promise<RecordPushOutcome> {
  return database.transaction(async (sql) => {
    const repository = await lockWatched(sql, input.integrationId);
    await markDelivery(sql, input.integrationId);
    if (repository === null) return ignored('not_watched');
    const push = input.updates.findLast((update) => update.branch === repository.branch);
    if (push === undefined) return ignored('other_branch');
    const { integrationId, deliveryKeys: keys } = input;
    if (!(await insertDelivery(sql, { integrationId, keys, before: push.before, after: push.after }))) {
      // A delivery is not believed twice; where the branch did go back, the repository itself says so.
      if (push.after !== repository.head) await pollSoon(sql, integrationId);
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
  const isSuperseded = await isPushFromKnown(sql, integrationId, push.after);
  const decision = classifyPush(push, { head: repository.head, isSuperseded });
  await markPush(sql, integrationId);
  if (decision === 'current') return ignored('current_head');
  const isHead = decision !== 'late';
  if (isHead) await saveHead(sql, repository, push.after);
  if (decision !== 'next') await pollSoon(sql, integrationId);
  const release = await releasePush(sql, repository, { sha: push.after, isHead, by });
  return { outcome: 'released', releaseId: release.id };
}

function ignored(reason: 'not_watched' | 'other_branch' | 'current_head' | 'duplicate'): RecordPushOutcome {
  return { outcome: 'ignored', reason };
}
