import { type Logger, pino } from 'pino';
import { describeError } from './describe-error.ts';

/** The hub's own log: JSON lines on stderr; never a body, a key, a config or a secret. */
export function createLogger(level: string, component: string): Logger {
  return pino(
    {
      level,
      base: { component },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
