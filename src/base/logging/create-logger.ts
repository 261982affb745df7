import { type Logger, pino } from 'pino';

/** The hub's own log: JSON lines on stderr; never a body, a key, a config or a secret. */
export function createLogger(level: string, component: string): Logger {
  return pino(
    {
      level,
      base: { component },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
