/** What a run may use. */
export interface RunLimits {
  readonly timeMs: number;
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly processes: number;
  readonly diskBytes: number;
}

/** An integration's own limits as people set them; absent means the hub's. */
export interface IntegrationLimits {
  readonly time_s?: number;
  readonly memory_mib?: number;
  readonly cpus?: number;
  readonly processes?: number;
  readonly disk_mib?: number;
}

const MIB = 1024 * 1024;

/** An integration's limits under the hub's maxima. */
export function effectiveLimits(maxima: RunLimits, own: IntegrationLimits): RunLimits {
  return {
    timeMs: atMost(maxima.timeMs, own.time_s, 1000),
    memoryBytes: atMost(maxima.memoryBytes, own.memory_mib, MIB),
    cpus: atMost(maxima.cpus, own.cpus, 1),
    processes: atMost(maxima.processes, own.processes, 1),
    diskBytes: atMost(maxima.diskBytes, own.disk_mib, MIB),
  };
}

function atMost(maximum: number, own: number | undefined, unit: number): number {
  return own === undefined ? maximum : Math.min(maximum, own * unit);
}
