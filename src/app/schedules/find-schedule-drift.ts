import { syncScheduleId, type TimerBackend } from '../../contracts/sync-timers.ts';
import { readTimers, type TenantTimer } from './read-timers.ts';
import type { FoundDrift } from './reconciliation.ts';
import type { TimerDeps } from './timer-deps.ts';

const PAGE = 500;
const AT_ONCE = 3;

export interface FindDriftInput {
  readonly backend: TimerBackend;
  /** Looks at every timer in full. */
  readonly isThorough: boolean;
}

/**
 * Compares every timer with the database, whatever way it went wrong. A tenant that is owed a change, or changes meanwhile, is
 * left out: telling sees to it.
 */
export async function findScheduleDrift(
  deps: TimerDeps,
  { backend, isThorough }: FindDriftInput,
): Promise<{ readonly checked: number; readonly faults: readonly FoundDrift[] }> {
  const looks = new Map<number, (timer: TenantTimer) => boolean>();
  const faults: FoundDrift[] = [];
  for await (const { scheduleId, tenantId, looksLike } of deps.timers.list()) {
    if (tenantId === null) faults.push(...(await findOrphan(deps, scheduleId, null)));
    else looks.set(tenantId, ({ plan }) => plan !== null && looksLike(plan));
  }
  let checked = looks.size;
  const listed = [...looks.keys()];
  for (let at = 0; at < listed.length; at += PAGE) {
    const page = listed.slice(at, at + PAGE);
    faults.push(...(await checkListed(deps, page, { backend, isThorough }, looks)));
  }
  for (let after = 0; backend === 'temporal'; ) {
    const page = await deps.db.query<{ id: number }>(SCHEDULED, [after, PAGE]);
    const unlisted = page.map((row) => row.id).filter((id) => !looks.has(id));
    checked += unlisted.length;
    faults.push(...(await checkUnlisted(deps, unlisted)));
    if (page.length < PAGE) break;
    after = page.at(-1)?.id ?? after;
  }
  return { checked, faults };
}

async function checkListed(
  deps: TimerDeps,
  tenantIds: readonly number[],
  { backend, isThorough }: FindDriftInput,
  looks: ReadonlyMap<number, (timer: TenantTimer) => boolean>,
): Promise<FoundDrift[]> {
  const timers = new Map((await readTimers(deps.db, deps.spreadS, tenantIds)).map((one) => [one.tenantId, one]));
  return collect(deps, tenantIds, async (tenantId) => {
    const timer = timers.get(tenantId);
    if (timer?.isPending) return null;
    if (!timer?.plan || backend === 'dispatcher') {
      return (await findOrphan(deps, syncScheduleId(tenantId), tenantId))[0] ?? null;
    }
    return !isThorough && looks.get(tenantId)?.(timer) ? null : look(deps, timer);
  });
}

/** Lists lag: what is not in one may be there all the same. */
async function checkUnlisted(deps: TimerDeps, tenantIds: readonly number[]): Promise<FoundDrift[]> {
  const timers = await readTimers(deps.db, deps.spreadS, tenantIds);
  return collect(
    deps,
    timers.filter(({ plan, isPending }) => plan !== null && !isPending),
    (timer) => look(deps, timer),
  );
}

async function look(
  deps: TimerDeps,
  { tenantId, plan, now, scheduleVersion }: TenantTimer,
): Promise<FoundDrift | null> {
  if (!plan) return null;
  const fault = await deps.timers.check(plan, now);
  if (fault === null) return null;
  const [after] = await readTimers(deps.db, deps.spreadS, [tenantId]);
  if (!after || after.isPending || after.scheduleVersion !== scheduleVersion) return null;
  return { schedule_id: syncScheduleId(tenantId), tenant_id: tenantId, fault };
}

async function findOrphan(deps: TimerDeps, scheduleId: string, tenantId: number | null): Promise<FoundDrift[]> {
  const isThere = await deps.timers.exists(scheduleId);
  return isThere ? [{ schedule_id: scheduleId, tenant_id: tenantId, fault: 'orphaned' }] : [];
}

async function collect<Item>(
  { signal }: TimerDeps,
  items: readonly Item[],
  examine: (item: Item) => Promise<FoundDrift | null>,
): Promise<FoundDrift[]> {
  const waiting = [...items];
  const found: FoundDrift[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      signal.throwIfAborted();
      const fault = await examine(next);
      if (fault) found.push(fault);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

const SCHEDULED = `
  select id from tenants
  where id > $1 and archived_at is null and (next_due_at is not null or timer_set_at is not null)
  order by id limit $2`;
