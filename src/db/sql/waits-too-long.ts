/** Minutes after which somebody should look at a run that has not begun. */
const PATIENCE_MINUTES = 15;

/** The condition that a run, known as `alias`, is queued for too long. */
export function waitsTooLong(alias: string): string {
  return `${alias}.phase = 'queued' and ${alias}.queued_at < now() - interval '${PATIENCE_MINUTES} minutes'`;
}
