import { hasLiveWorker } from '../src/db/stores/workers/worker-store.ts';
import type { ApiDeps } from './http/api-deps.ts';

export interface Readiness {
  readonly database: boolean;
  readonly temporal: boolean;
  readonly worker: boolean;
}

const TIMEOUT_MS = 3000;

/** Checks each component, within 3 s. */
export async function checkReadiness({ db, temporal }: Pick<ApiDeps, 'db' | 'temporal'>): Promise<Readiness> {
  const [hasWorker, isTemporalThere] = await Promise.all([inTime(hasLiveWorker(db)), inTime(temporal.check())]);
  return { database: hasWorker !== null, temporal: isTemporalThere ?? false, worker: hasWorker ?? false };
}

/** Returns null where the check fails or takes too long. */
async function inTime(check: Promise<boolean>): Promise<boolean | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), TIMEOUT_MS);
  });
  try {
    return await Promise.race([check.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
