import type { Database } from '../../db/database.ts';
import type { AdmissionRules } from './admit-next-run.ts';
import { admitWaitingRuns } from './admit-waiting-runs.ts';
import { findUnstartedRuns, recordRestart } from './find-unstarted-runs.ts';
import { cancelUnleasedRuns, reapRuns } from './reap-runs.ts';

export interface RelayDeps extends AdmissionRules {
  readonly db: Database;
  readonly startRun: (runId: number) => Promise<void>;
  /** Passes of others (builds) that the same beat carries; each idempotent. */
  readonly morePasses: readonly (() => Promise<void>)[];
  readonly onError: (error: unknown) => void;
}

const BEAT_MS = 2_000;

/**
 * Does what is owed: reaps expired leases, cancels what was asked, admits, starts what was admitted. Runs in every process,
 * on a wake-up and at least every 2 s; every pass is safe to repeat and to race.
 */
export class Relay {
  readonly #deps: RelayDeps;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #isWoken = false;
  #isBeatDue = false;
  #isStopped = false;

  constructor(deps: RelayDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#beat(), BEAT_MS);
    void this.#beat();
  }

  /** Something may be admissible: looks at once, or again after the pass under way. */
  wake(): void {
    if (this.#isStopped) return;
    this.#isWoken = true;
    this.#running ??= this.#admitWhileWoken().finally(() => {
      this.#running = null;
      if (this.#isBeatDue) void this.#beat();
    });
  }

  /** More than runs may be due, such as a build: does everything at once, or again after the pass under way. */
  wakeAll(): void {
    if (this.#isStopped) return;
    this.#isBeatDue = true;
    if (!this.#running) void this.#beat();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#running;
  }

  async #beat(): Promise<void> {
    if (this.#running) {
      this.#isWoken = true;
      return;
    }
    this.#running = this.#passWhileDue().finally(() => {
      this.#running = null;
    });
    await this.#running;
    if (this.#isWoken) this.wake();
  }

  async #passWhileDue(): Promise<void> {
    do {
      this.#isBeatDue = false;
      await this.#passAll();
    } while (this.#isBeatDue && !this.#isStopped);
  }

  async #passAll(): Promise<void> {
    await this.#guard(() => reapRuns(this.#deps.db));
    await this.#guard(() => cancelUnleasedRuns(this.#deps.db));
    await this.#admitWhileWoken(true);
    await this.#guard(() => this.#startPending());
    for (const pass of this.#deps.morePasses) await this.#guard(pass);
  }

  async #admitWhileWoken(isForced = false): Promise<void> {
    let isDue = isForced || this.#isWoken;
    while (isDue && !this.#isStopped) {
      this.#isWoken = false;
      await this.#guard(() => this.#admit());
      isDue = this.#isWoken;
    }
  }

  async #admit(): Promise<void> {
    const admitted = await admitWaitingRuns(this.#deps.db, this.#deps);
    // Not awaited: a slow Temporal must not hold back the next admission.
    for (const runId of admitted) void this.#guard(() => this.#deps.startRun(runId));
  }

  async #startPending(): Promise<void> {
    for (const { id, isRestart } of await findUnstartedRuns(this.#deps.db)) {
      if (this.#isStopped) return;
      if (isRestart) await recordRestart(this.#deps.db, id);
      await this.#deps.startRun(id);
    }
  }

  async #guard(pass: () => Promise<unknown>): Promise<void> {
    try {
      await pass();
    } catch (error) {
      this.#deps.onError(error);
    }
  }
}
