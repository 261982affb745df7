import type pg from 'pg';
import type { HubProcessLife } from './hub-stack.ts';

export interface ChaosFacts {
  /** Triggers that were answered 202. */
  readonly accepted: readonly string[];
  readonly lives: readonly HubProcessLife[];
}

export interface ChaosFindings {
  readonly faults: readonly string[];
  readonly counts: {
    readonly runs: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly attempts: number;
    readonly lostAttempts: number;
  };
}

interface RunRow {
  readonly id: string;
  readonly tenant_id: string;
  readonly phase: string;
  readonly failure: { readonly reason: string | null } | null;
}

interface AttemptRow {
  readonly id: string;
  readonly run_id: string;
  readonly tenant_id: string;
  readonly worker_id: string;
  readonly state: string;
  readonly exit_code: number | null;
  readonly failure: { readonly reason: string | null } | null;
  readonly created_ms: number;
  readonly finished_ms: number | null;
}

/** An attempt is final within this of the latest of: its worker's death, PostgreSQL up, some hub process up. */
const FINAL_WITHIN_MS = 60_000;

/** What the database and the logs say about what must not be. */
export async function findChaosViolations(db: pg.Client, facts: ChaosFacts): Promise<ChaosFindings> {
  const { rows: runs } = await db.query<RunRow>(`select id, tenant_id, phase, failure from runs order by id`);
  const { rows: attempts } = await db.query<AttemptRow>(ATTEMPTS);
  const { rows: chunks } = await db.query<{ run_id: string; text: string }>(
    `select run_id, text from log_chunks order by run_id, first_line`,
  );
  const faults = [
    ...(await findTriggerFaults(db, facts.accepted)),
    ...runs.filter(({ phase }) => !FINAL.has(phase)).map(({ id, phase }) => `run ${id} is stuck as ${phase}`),
    ...findSuccessFaults(runs, attempts, chunks),
    ...findRowOverlaps(attempts),
    ...findLogOverlaps(runs, chunks),
    ...findLateAttempts(attempts, facts.lives),
    ...findUnexpectedFailures(runs),
  ];
  const counts = {
    runs: runs.length,
    succeeded: runs.filter(({ phase }) => phase === 'succeeded').length,
    failed: runs.filter(({ phase }) => phase === 'failed').length,
    attempts: attempts.length,
    lostAttempts: attempts.filter(({ failure }) => failure?.reason === 'worker_lost').length,
  };
  return { faults, counts };
}

const FINAL = new Set(['succeeded', 'failed', 'cancelled']);

const ATTEMPTS = `
  select a.id, a.run_id, r.tenant_id, a.worker_id, a.state, a.exit_code, a.failure,
    extract(epoch from coalesce(a.started_at, a.finished_at)) * 1000 as created_ms,
    extract(epoch from a.finished_at) * 1000 as finished_ms
  from attempts a join runs r on r.id = a.run_id order by r.tenant_id, a.id`;

async function findTriggerFaults(db: pg.Client, accepted: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string; run_id: string | null }>(`select id, run_id from triggers`);
  const stored = new Map(rows.map((row) => [row.id, row.run_id]));
  const faults = accepted.filter((id) => (stored.get(id) ?? null) === null).map((id) => `trigger ${id} was lost`);
  if (new Set(accepted).size !== accepted.length) faults.push('two requests got the same trigger');
  if (rows.length !== accepted.length) faults.push(`${rows.length} triggers are stored, ${accepted.length} accepted`);
  return faults;
}

/** A success needs an attempt whose exit 0 was observed and a process that told its end. */
function findSuccessFaults(
  runs: readonly RunRow[],
  attempts: readonly AttemptRow[],
  chunks: readonly { run_id: string; text: string }[],
): string[] {
  const faults: string[] = [];
  for (const { id, phase } of runs) {
    const good = attempts.filter(({ run_id, state }) => run_id === id && state === 'succeeded');
    if (good.length !== (phase === 'succeeded' ? 1 : 0))
      faults.push(`run ${id}, ${phase}, has ${good.length} successes`);
    if (good.some(({ exit_code }) => exit_code !== 0)) faults.push(`run ${id} succeeded without exit code 0`);
    const log = chunks.filter(({ run_id }) => run_id === id).map(({ text }) => text);
    if (phase === 'succeeded' && !/^end /m.test(log.join('\n'))) {
      const told = JSON.stringify({ log, attempts: attempts.filter(({ run_id }) => run_id === id) });
      faults.push(`run ${id} succeeded without its end: ${told}`);
    }
  }
  return faults;
}

function findRowOverlaps(attempts: readonly AttemptRow[]): string[] {
  return attempts.flatMap((attempt, index) => {
    const before = attempts[index - 1];
    if (!before || before.tenant_id !== attempt.tenant_id) return [];
    const isOver = before.finished_ms !== null && Number(before.finished_ms) <= Number(attempt.created_ms);
    return isOver ? [] : [`tenant ${attempt.tenant_id}: attempts ${before.id} and ${attempt.id} overlap`];
  });
}

interface Span {
  readonly runId: string;
  readonly startNs: bigint;
  endNs: bigint;
}

/** By the processes' own words: each one's first and last sign of life. */
function findLogOverlaps(runs: readonly RunRow[], chunks: readonly { run_id: string; text: string }[]): string[] {
  const tenantOf = new Map(runs.map(({ id, tenant_id }) => [id, tenant_id]));
  const spans = new Map<string, Map<string, Span>>();
  for (const { run_id: runId, text } of chunks) {
    const ofTenant = spans.get(tenantOf.get(runId) ?? '') ?? new Map<string, Span>();
    spans.set(tenantOf.get(runId) ?? '', ofTenant);
    for (const [, nonce = '', time = '0'] of text.matchAll(/^(?:start|beat|end) (\w+) (\d+)$/gm)) {
      const span = ofTenant.get(nonce) ?? { runId, startNs: BigInt(time), endNs: 0n };
      span.endNs = BigInt(time);
      ofTenant.set(nonce, span);
    }
  }
  return [...spans].flatMap(([tenantId, ofTenant]) => findInterleaved(tenantId, [...ofTenant.values()]));
}

function findInterleaved(tenantId: string, spans: readonly Span[]): string[] {
  const sorted = spans.toSorted((a, b) => Number(a.startNs - b.startNs));
  return sorted.flatMap((span, index) => {
    const before = sorted[index - 1];
    if (!before || before.endNs < span.startNs) return [];
    return [`tenant ${tenantId}: processes of runs ${before.runId} and ${span.runId} interleave`];
  });
}

function findLateAttempts(attempts: readonly AttemptRow[], lives: readonly HubProcessLife[]): string[] {
  return attempts.flatMap(({ id, worker_id: workerId, failure, finished_ms: finishedMs }) => {
    if (failure?.reason !== 'worker_lost' || finishedMs === null) return [];
    const endedAtMs = Number(finishedMs);
    const pid = Number(workerId.split('-').at(-2));
    const death = lives.find((life) => life.pid === pid)?.endedAtMs ?? 0;
    const up = (isPart: (part: string) => boolean): number =>
      Math.max(
        ...lives.filter(({ part, startedAtMs }) => isPart(part) && startedAtMs <= endedAtMs).map((l) => l.startedAtMs),
      );
    const boundMs = Math.max(
      death,
      up((part) => part === 'postgres'),
      up((part) => /^(hub|api|worker)/.test(part)),
    );
    return endedAtMs <= boundMs + FINAL_WITHIN_MS ? [] : [`attempt ${id} became final ${endedAtMs - boundMs} ms late`];
  });
}

/** These processes always exit with 0: a run may fail only where its worker was lost too often. */
function findUnexpectedFailures(runs: readonly RunRow[]): string[] {
  return runs
    .filter(({ phase, failure }) => phase === 'cancelled' || (phase === 'failed' && failure?.reason !== 'worker_lost'))
    .map(({ id, phase, failure }) => `run ${id} ended as ${phase}: ${JSON.stringify(failure)}`);
}
