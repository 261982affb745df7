import { writeErrorLine } from '../logging/write-error-line.ts';

/**
 * Logs an exception or a rejection that nothing handles, with its stack, and calls `end`: the state of the process is unknown from then on,
 * so it has to end, in order. One that comes while it ends is logged alone.
 */
export function onUnhandledError(component: string, end: () => void): void {
  let isEnding = false;
  for (const origin of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(origin, (error: unknown) => {
      writeErrorLine({ component, error, message: `An error was handled by nobody (${origin}); the process ends.` });
      if (isEnding) return;
      isEnding = true;
      end();
    });
  }
}
