import { DefaultLogger, makeTelemetryFilterString, Runtime, type Logger as TemporalLogger } from '@temporalio/worker';
import type { Logger } from 'pino';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** The fields of a line that say where to look in the Temporal UI; payloads are never among them. */
const KEPT_FIELDS = [
  'workflowId',
  'workflowRunId',
  'runId',
  'workflowType',
  'activityType',
  'activityId',
  'attempt',
  'taskQueue',
];

/** The SDK's log lines in the hub's own log; its chatter of start and stop only at debug. */
export function toTemporalLogger(logger: Logger): TemporalLogger {
  return new DefaultLogger('INFO', ({ level, message, meta }) => {
    const target = level === 'INFO' ? 'debug' : LEVELS[level];
    const kept = KEPT_FIELDS.flatMap((name) => (meta?.[name] === undefined ? [] : [[name, meta[name]]]));
    logger[target](
      { component: 'temporal', ...Object.fromEntries(kept), ...(meta?.error instanceof Error && { err: meta.error }) },
      message,
    );
  });
}

let isInstalled = false;

/** Once per process; signals stay with the process's own handlers. */
export function installTemporalRuntime(logger: TemporalLogger): void {
  if (isInstalled) return;
  isInstalled = true;
  Runtime.install({
    logger,
    shutdownSignals: [],
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'WARN' }) } },
  });
}
