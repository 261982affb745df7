import type { StagedBuildCache } from '../../adapters/build-cache/build-cache.ts';
import type { LogWriter } from '../../adapters/run-logs/log-writer.ts';
import type { SandboxProcess, SandboxSpec } from '../../adapters/sandbox/sandbox.ts';
import type { Redactor } from '../../base/redaction/redactor.ts';
import type { BuildStep } from '../../domain/releases/build-failure.ts';
import { SUPERVISOR_DEADLINE_MS } from '../../domain/runs/lease-times.ts';
import type { BuildInput } from './begin-build.ts';
import type { BuildDeps } from './build-deps.ts';

export type BuildStopReason = 'cancel' | 'timeout' | 'shutdown' | 'lost';

type SpecOfStep = Pick<SandboxSpec, 'command' | 'workingDirectory' | 'env' | 'volume'> &
  Partial<Pick<SandboxSpec, 'mounts' | 'image' | 'files' | 'network' | 'limits'>>;

/** One attempt of a build while it lives: its log, its folder, and the processes that run in it at the moment. */
export class BuildSession {
  readonly deps: BuildDeps;
  readonly order: BuildInput;
  readonly log: LogWriter;
  /** Of every text that comes from the build. */
  readonly redactor: Redactor;
  /** Of this attempt alone; on the host, out of reach for sandboxes. */
  readonly directory: string;
  readonly #stop = new AbortController();
  readonly #running = new Set<SandboxProcess>();
  #count = 0;
  readonly #stepMs = new Map<string, number>();
  /** The step that is running. */
  step: BuildStep | null = null;
  /** True while the next build's cache is packed, which must not fail this one. */
  isKeepingCache = false;
  /** Committed once the release is ready. */
  stagedCache: StagedBuildCache | null = null;

  constructor(parts: Pick<BuildSession, 'deps' | 'order' | 'log' | 'redactor' | 'directory'>) {
    this.deps = parts.deps;
    this.order = parts.order;
    this.log = parts.log;
    this.redactor = parts.redactor;
    this.directory = parts.directory;
  }

  /** Adds up what a step takes. */
  async timed<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const startedAtMs = performance.now();
    try {
      return await work();
    } finally {
      this.#stepMs.set(name, (this.#stepMs.get(name) ?? 0) + performance.now() - startedAtMs);
    }
  }

  /** `fetch 0.4 s, build 12.0 s, …` */
  describeTimes(): string {
    return [...this.#stepMs].map(([name, ms]) => `${name} ${(ms / 1000).toFixed(1)} s`).join(', ');
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get stopReason(): BuildStopReason | null {
    return this.#stop.signal.aborted ? (this.#stop.signal.reason as BuildStopReason) : null;
  }

  /** Ends what runs and lets no further step begin; the first reason is kept. */
  stop(reason: BuildStopReason): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort(reason);
    for (const process of this.#running) process.terminate(reason === 'lost' ? 0 : this.deps.limits.graceMs);
  }

  /** The time limit has passed; a build whose artifact is stored goes without a cache. */
  timeOut(): void {
    if (this.isKeepingCache) for (const process of this.#running) process.terminate(0);
    else this.stop('timeout');
  }

  extendDeadline(deadlineMs: number): void {
    for (const process of this.#running) process.extendDeadline(deadlineMs);
  }

  /** Starts the process of a step; without network unless the step requires it. */
  async start(spec: SpecOfStep): Promise<SandboxProcess> {
    this.#count += 1;
    this.signal.throwIfAborted();
    const process = await this.deps.sandbox.start({
      mounts: [],
      files: {},
      network: { kind: 'none' },
      limits: this.deps.limits,
      ...spec,
      id: `build-${this.order.attemptId}-${this.#count}`,
      deadlineMs: SUPERVISOR_DEADLINE_MS,
    });
    this.#running.add(process);
    const forget = (): void => void this.#running.delete(process);
    process.exited.then(forget, forget);
    // A stop that was requested while it started reaches it now.
    if (this.stopReason !== null) process.terminate(0);
    return process;
  }
}
