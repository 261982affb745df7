import type { Database, Sql } from '../../db/database.ts';
import { LOCKS, lockUntilCommit } from '../../db/locks.ts';
import { countLiveBuildSlots } from '../../db/stores/workers/worker-store.ts';

interface Candidate {
  readonly id: number;
  readonly partner_id: number | null;
}

/**
 * Moves queued builds to `building` while there is capacity: the partner with the fewest builds first, then age, and of an
 * integration's burst the newest. The hub builds as many at once as its live workers have slots together, whichever process counts
 * them; one partner at most `partnerCap`. Builds are counted as releases in `building`, so nothing leaks.
 */
export function admitBuilds(database: Database, partnerCap: number): Promise<readonly number[]> {
  return database.transaction(async (sql) => {
    await lockUntilCommit(sql, LOCKS.buildAdmission);
    const live = await countLive(sql);
    const candidates = await sql.query<Candidate>(CANDIDATES);
    const admitted = choose(candidates, live, { hub: await countLiveBuildSlots(sql), partner: partnerCap });
    if (admitted.length > 0) {
      await sql.query(`update releases set state = 'building', modified_at = clock_timestamp() where id = any($1)`, [
        admitted,
      ]);
    }
    return admitted;
  });
}

const CANDIDATES = `
  select r.id, i.partner_id
  from releases r join integrations i on i.id = r.integration_id
  where r.state = 'queued'
  order by (select min(o.queued_at) from releases o where o.integration_id = r.integration_id and o.state = 'queued'),
    r.integration_id, r.number desc
  limit 500
  for update of r skip locked`;

interface BuildCaps {
  readonly hub: number;
  readonly partner: number;
}

/** The hub's own integrations are the partner `null`. */
async function countLive(sql: Sql): Promise<Map<number | null, number>> {
  const rows = await sql.query<{ partner_id: number | null; count: number }>(
    `select i.partner_id, count(*) as count from releases r join integrations i on i.id = r.integration_id
     where r.state = 'building' group by 1`,
  );
  return new Map(rows.map((row) => [row.partner_id, row.count]));
}

function choose(candidates: readonly Candidate[], live: Map<number | null, number>, caps: BuildCaps): number[] {
  const admitted: number[] = [];
  const waiting = [...candidates];
  let total = [...live.values()].reduce((sum, count) => sum + count, 0);
  while (total < caps.hub) {
    const next = takeNext(waiting, live, caps);
    if (next === null) break;
    live.set(next.partner_id, (live.get(next.partner_id) ?? 0) + 1);
    total += 1;
    admitted.push(next.id);
  }
  return admitted;
}

function takeNext(waiting: Candidate[], live: Map<number | null, number>, caps: BuildCaps): Candidate | null {
  const count = (candidate: Candidate): number => live.get(candidate.partner_id) ?? 0;
  let best = -1;
  for (const [index, candidate] of waiting.entries()) {
    if (candidate.partner_id !== null && count(candidate) >= caps.partner) continue;
    if (best === -1 || count(candidate) < count(waiting[best] as Candidate)) best = index;
  }
  return best === -1 ? null : (waiting.splice(best, 1)[0] as Candidate);
}
