import type { InputIssue } from '../../errors/app-error.ts';

/** What a run may use. */
export interface RunLimits {
  readonly timeMs: number;
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly processes: number;
  readonly diskBytes: number;
  /** Of its log that is kept. */
  readonly logBytes: number;
}

/** An integration's own limits as people set them; absent means the hub's. */
export interface IntegrationLimits {
  readonly time_s?: number;
  readonly memory_mib?: number;
  readonly cpus?: number;
  readonly processes?: number;
  readonly disk_mib?: number;
  readonly output_mb?: number;
}

const MIB = 1024 * 1024;
const MB = 1_000_000;

type Measure = readonly [name: keyof IntegrationLimits, limit: keyof RunLimits, unit: number];

const MEASURES: readonly Measure[] = [
  ['time_s', 'timeMs', 1000],
  ['memory_mib', 'memoryBytes', MIB],
  ['cpus', 'cpus', 1],
  ['processes', 'processes', 1],
  ['disk_mib', 'diskBytes', MIB],
  ['output_mb', 'logBytes', MB],
];

/** An integration's limits under the hub's maxima, which may have become lower since they were set. */
export function effectiveLimits(maxima: RunLimits, own: IntegrationLimits): RunLimits {
  const limits: Record<keyof RunLimits, number> = { ...maxima };
  for (const [name, limit, unit] of MEASURES) {
    limits[limit] = Math.min(maxima[limit], (own[name] ?? Number.POSITIVE_INFINITY) * unit);
  }
  return limits;
}

/** Limits in the units that people set them in. */
export function toIntegrationLimits(limits: RunLimits): Required<IntegrationLimits> {
  return {
    time_s: limits.timeMs / 1000,
    memory_mib: limits.memoryBytes / MIB,
    cpus: limits.cpus,
    processes: limits.processes,
    disk_mib: limits.diskBytes / MIB,
    output_mb: limits.logBytes / MB,
  };
}

/** Own limits that are over the hub's. */
export function limitIssues(maxima: RunLimits, own: IntegrationLimits): InputIssue[] {
  const most = toIntegrationLimits(maxima);
  return MEASURES.flatMap(([name]) =>
    (own[name] ?? 0) <= most[name]
      ? []
      : [
          {
            pointer: `/limits/${name}`,
            message: `may be ${most[name]} at most: more than that no run of this hub gets`,
          },
        ],
  );
}
