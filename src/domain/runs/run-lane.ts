export type RunLane = 'schedule' | 'init' | 'other' | 'rerun';
export type RunMode = 'init' | 'normal' | 'webhook';
export type TriggerSource = 'schedule' | 'hub' | 'marketplace' | 'api' | 'webhook';

export function laneOf(source: TriggerSource, mode: RunMode): RunLane {
  if (source === 'schedule') return 'schedule';
  return mode === 'init' ? 'init' : 'other';
}

/** A bundle runs as `normal` if any of its triggers does. */
export function bundledMode(present: RunMode, added: RunMode): RunMode {
  return present === 'normal' || added === 'normal' ? 'normal' : present;
}

export interface QueuedRun {
  readonly id: number;
  readonly lane: RunLane;
  readonly queuedAt: Date;
}

/** The tenant's next run: the schedule lane first unless the run just ended was from it, then the oldest of the others. */
export function chooseNextRun(queued: readonly QueuedRun[], lastLane: RunLane | null): QueuedRun | null {
  const scheduled = queued.find((run) => run.lane === 'schedule') ?? null;
  const others = queued.filter((run) => run.lane !== 'schedule').sort(byAge);
  const oldest = others[0] ?? null;
  if (scheduled && (lastLane !== 'schedule' || !oldest)) return scheduled;
  return oldest ?? scheduled;
}

function byAge(left: QueuedRun, right: QueuedRun): number {
  return left.queuedAt.getTime() - right.queuedAt.getTime() || left.id - right.id;
}
