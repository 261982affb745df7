import type { Database, Sql } from '../../db/database.ts';

export interface BuildCaps {
  /** Builds at once in the whole hub. */
  readonly hub: number;
  /** Builds at once of one partner. */
  readonly partner: number;
}

interface Candidate {
  readonly id: number;
  readonly partner_id: number | null;
}

/**
 * Moves queued builds to `building` while the caps leave room: the party with the fewest builds first, then age, and of an
 * integration's burst the newest. Caps count releases in `building`, so nothing leaks.
 */
export function admitBuilds(database: Database, caps: BuildCaps): Promise<readonly number[]> {
  return database.transaction(async (sql) => {
    await sql.query(`select pg_advisory_xact_lock(hashtext('build-admission'))`);
    const live = await countLive(sql);
    const candidates = await sql.query<Candidate>(CANDIDATES);
    const admitted = choose(candidates, live, caps);
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

/** The hub's own integrations are the party `null`. */
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
