import type { Logger } from 'pino';

/**
 * The last line of a process that was told to end, and its exit code: 0 where all was brought to its end, 1 where something
 * is left.
 */
export function tellEnd(logger: Logger, left: readonly string[]): number {
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
