import type { Logger } from 'pino';
import { closeTogether, type OpenComponents } from './close-together.ts';

/**
 * Returns the last line of a process that was asked to end, and its exit code: 0 where everything was closed, 1 where something
 * is left.
 */
export function reportEnd(logger: Logger, left: readonly string[]): number {
  if (left.length === 0) {
    logger.info('ended');
    return 0;
  }
  logger.error(
    { left },
    'ended with something left: another process goes on with it, with runs and builds once their leases have run out',
  );
  return 1;
}

/** Closes what the rest of a process depends on, where nothing of that rest is left, and reports the end. Returns the exit code. */
export async function closeLast(
  logger: Logger,
  left: readonly string[],
  parts: OpenComponents,
  limitMs: number,
): Promise<number> {
  // Under what is left it would only fail; it ends with the process.
  return reportEnd(logger, left.length > 0 ? left : await closeTogether(parts, limitMs));
}
