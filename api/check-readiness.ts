import type { ApiDeps } from './http/api-deps.ts';

export interface Readiness {
  readonly database: boolean;
  readonly temporal: boolean;
  readonly worker: boolean;
}

const TIMEOUT_MS = 3000;
const WORKER_SILENCE_SECONDS = 15;

/** Asks each part, at most 3 s. */
export async function checkReadiness({ db, temporal }: Pick<ApiDeps, 'db' | 'temporal'>): Promise<Readiness> {
  const [hasWorker, isTemporalThere] = await Promise.all([inTime(readWorker(db)), inTime(temporal.check())]);
  return { database: hasWorker !== null, temporal: isTemporalThere ?? false, worker: hasWorker ?? false };
}

async function readWorker(db: ApiDeps['db']): Promise<boolean> {
  const rows = await db.query(
    `select 1 from workers where heartbeat_at > now() - make_interval(secs => $1) and not is_draining limit 1`,
    [WORKER_SILENCE_SECONDS],
  );
  return rows.length > 0;
}

/** Null where it fails or takes too long. */
async function inTime(answer: Promise<boolean>): Promise<boolean | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), TIMEOUT_MS);
  });
  try {
    return await Promise.race([answer.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
