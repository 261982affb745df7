import type { Database } from '../../db/database.ts';
import { LOCKS, lockUntilCommit } from '../../db/locks.ts';
import { countLiveBuilds, lockQueuedBuilds, type QueuedBuild } from '../../db/stores/releases/build-queue-store.ts';
import { admitReleases } from '../../db/stores/releases/release-transitions.ts';
import { countLiveBuildSlots } from '../../db/stores/workers/worker-store.ts';

/**
 * Moves queued builds to `building` while there is capacity: the partner with the fewest builds first, then age, and of an
 * integration's burst the newest. The hub builds as many at once as its live workers have slots together, whichever process counts
 * them; one partner at most `partnerCap`. Builds are counted as releases in `building`, so nothing leaks.
 */
export function admitBuilds(database: Database, partnerCap: number): Promise<readonly number[]> {
  return database.transaction(async (sql) => {
    await lockUntilCommit(sql, LOCKS.buildAdmission);
    const live = await countLiveBuilds(sql);
    const candidates = await lockQueuedBuilds(sql);
    const admitted = choose(candidates, live, { hub: await countLiveBuildSlots(sql), partner: partnerCap });
    if (admitted.length > 0) await admitReleases(sql, admitted);
    return admitted;
  });
}

interface BuildCaps {
  readonly hub: number;
  readonly partner: number;
}

function choose(candidates: readonly QueuedBuild[], live: Map<number | null, number>, caps: BuildCaps): number[] {
  const admitted: number[] = [];
  const waiting = [...candidates];
  let total = [...live.values()].reduce((sum, count) => sum + count, 0);
  while (total < caps.hub) {
    const next = chooseNext(waiting, live, caps);
    if (next === null) break;
    live.set(next.partnerId, (live.get(next.partnerId) ?? 0) + 1);
    total += 1;
    admitted.push(next.id);
  }
  return admitted;
}

function chooseNext(waiting: QueuedBuild[], live: Map<number | null, number>, caps: BuildCaps): QueuedBuild | null {
  const count = (candidate: QueuedBuild): number => live.get(candidate.partnerId) ?? 0;
  let best = -1;
  for (const [index, candidate] of waiting.entries()) {
    if (candidate.partnerId !== null && count(candidate) >= caps.partner) continue;
    if (best === -1 || count(candidate) < count(waiting[best] as QueuedBuild)) best = index;
  }
  return best === -1 ? null : (waiting.splice(best, 1)[0] as QueuedBuild);
}
