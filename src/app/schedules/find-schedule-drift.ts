import type { ItemRunner } from '../../base/jobs/item-runner.ts';
import { syncScheduleId, type TimerBackend } from '../../contracts/sync-timers.ts';
import type { FoundDrift } from '../../db/stores/schedules/reconciliation-store.ts';
import { findScheduledTenants, readTimerRows, type TimerRow } from '../../db/stores/schedules/timer-store.ts';
import type { TimerDeps } from './timer-deps.ts';
import { type TenantTimer, toTenantTimer } from './to-tenant-timer.ts';

const PAGE = 500;
const AT_ONCE = 3;

export interface FindDriftInput {
  readonly backend: TimerBackend;
  /** Evaluates every timer in full. */
  readonly isThorough: boolean;
}

type LooksRight = (timer: TenantTimer) => boolean;

/**
 * Compares every timer with the database, whatever way it went wrong. A tenant whose change is pending, or that changes meanwhile, is
 * left out: pushing sees to it. So is one that can't be compared, which is logged.
 */
export async function findScheduleDrift(
  deps: TimerDeps,
  input: FindDriftInput,
  items: ItemRunner,
): Promise<{ readonly checked: number; readonly drift: readonly FoundDrift[] }> {
  const search = new DriftSearch(deps, input, items);
  const listed = new Map<number, LooksRight>();
  for await (const { scheduleId, tenantId, looksLike } of deps.timers.list()) {
    if (tenantId === null) await search.findOrphan(scheduleId, null);
    else listed.set(tenantId, ({ plan }) => plan !== null && looksLike(plan));
  }
  let checked = listed.size;
  const listedIds = [...listed.keys()];
  for (let at = 0; at < listedIds.length; at += PAGE) await search.checkListed(listedIds.slice(at, at + PAGE), listed);
  for (let after = 0; input.backend === 'temporal'; ) {
    const page = await findScheduledTenants(deps.db, after, PAGE);
    const unlisted = page.map((row) => row.id).filter((id) => !listed.has(id));
    checked += unlisted.length;
    await search.checkUnlisted(unlisted);
    if (page.length < PAGE) break;
    after = page.at(-1)?.id ?? after;
  }
  return { checked, drift: search.found };
}

class DriftSearch {
  readonly found: FoundDrift[] = [];
  readonly #deps: TimerDeps;
  readonly #input: FindDriftInput;
  readonly #items: ItemRunner;

  constructor(deps: TimerDeps, input: FindDriftInput, items: ItemRunner) {
    this.#deps = deps;
    this.#input = input;
    this.#items = items;
  }

  async checkListed(tenantIds: readonly number[], listed: ReadonlyMap<number, LooksRight>): Promise<void> {
    const rows = new Map((await readTimerRows(this.#deps.db, tenantIds)).map((row) => [row.id, row]));
    await this.#forEach(
      tenantIds.map((id) => ({ id })),
      async ({ id }) => {
        const row = rows.get(id);
        const timer = row && this.#toTimer(row);
        if (timer?.isPending) return;
        if (!timer?.plan || this.#input.backend === 'dispatcher') return this.findOrphan(syncScheduleId(id), id);
        if (this.#input.isThorough || !listed.get(id)?.(timer)) await this.#checkTimer(timer);
      },
    );
  }

  /** Lists lag: what is not in one may be there all the same. */
  async checkUnlisted(tenantIds: readonly number[]): Promise<void> {
    await this.#forEach(await readTimerRows(this.#deps.db, tenantIds), async (row) => {
      const timer = this.#toTimer(row);
      if (timer.plan !== null && !timer.isPending) await this.#checkTimer(timer);
    });
  }

  async findOrphan(scheduleId: string, tenantId: number | null): Promise<void> {
    const isThere = await this.#deps.timers.exists(scheduleId);
    if (isThere) this.found.push({ schedule_id: scheduleId, tenant_id: tenantId, drift: 'orphaned' });
  }

  async #checkTimer({ tenantId, plan, now, scheduleVersion }: TenantTimer): Promise<void> {
    const drift = plan && (await this.#deps.timers.check(plan, now));
    if (drift === null) return;
    const [after] = await readTimerRows(this.#deps.db, [tenantId]);
    if (!after || after.is_pending || after.schedule_version !== scheduleVersion) return;
    this.found.push({ schedule_id: syncScheduleId(tenantId), tenant_id: tenantId, drift });
  }

  async #forEach<Item extends { readonly id: number }>(
    items: readonly Item[],
    work: (item: Item) => Promise<void>,
  ): Promise<void> {
    await this.#items.forEach({ kind: 'tenant', items, atOnce: AT_ONCE, work });
    this.#items.signal.throwIfAborted();
  }

  #toTimer(row: TimerRow): TenantTimer {
    return toTenantTimer(row, this.#deps.spreadS);
  }
}
