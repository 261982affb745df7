import { AppError } from '../../errors/app-error.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { ItemBackoff } from './item-backoff.ts';

/** An item of a job, by the id of its row. */
export interface JobItem {
  readonly id: number;
}

export interface ItemWork<Item extends JobItem> {
  /** What the items are, for logs: `run`, `release`. */
  readonly kind: string;
  readonly items: readonly Item[];
  /** Worked on at the same time; 1 unless given. */
  readonly atOnce?: number;
  /** Returns false where there turned out to be nothing to do. */
  readonly work: (item: Item) => Promise<unknown>;
}

/** How a job works through its items: each one for itself. */
export interface ItemRunner {
  /** Aborted when the process stops. */
  readonly signal: AbortSignal;
  /** Ids of this kind that failed a short while ago. A job leaves them out when it looks for work, so that they displace nothing. */
  backedOff(kind: string): readonly number[];
  /**
   * Works on each item. One that throws is logged with its id and left alone for a while; the rest go on. Returns how many were done.
   * @throws AppError `database_unavailable`, `temporal_unavailable` where several in a row say so: then no item can be done now
   */
  forEach<Item extends JobItem>(work: ItemWork<Item>): Promise<number>;
  /** Records an error of one item that the caller deals with itself. */
  report(error: unknown, kind: string, id: number | string): void;
}

export interface ItemRunnerDeps {
  readonly signal: AbortSignal;
  readonly backoff: ItemBackoff;
  readonly onItemError: (error: unknown, kind: string, id: number | string) => void;
}

/** After this number of items in a row for which a service did not respond, the rest of them wait for the next run. */
const MAX_UNANSWERED = 3;

export function createItemRunner({ signal, backoff, onItemError }: ItemRunnerDeps): ItemRunner {
  return {
    signal,
    backedOff: (kind) => backoff.idsOf(kind),
    report: onItemError,
    forEach: async ({ kind, items, atOnce = 1, work }) => {
      const progress = { done: 0, unanswered: 0 };
      const workOn = async (item: JobItem & (typeof items)[number]): Promise<void> => {
        try {
          if ((await work(item)) !== false) progress.done += 1;
          progress.unanswered = 0;
          backoff.forget(kind, item.id);
        } catch (error) {
          if (signal.aborted) throw error;
          const isAway = isServiceAway(error);
          backoff.record(kind, item.id, isAway);
          onItemError(error, kind, item.id);
          progress.unanswered = isAway ? progress.unanswered + 1 : 0;
          if (progress.unanswered >= MAX_UNANSWERED) throw error;
        }
      };
      const left = new Set(backoff.idsOf(kind));
      const due = items.filter(({ id }) => !left.has(id));
      await forEachConcurrently(due, { atOnce, signal }, workOn);
      return progress.done;
    },
  };
}

function isServiceAway(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'database_unavailable' || error.code === 'temporal_unavailable');
}
