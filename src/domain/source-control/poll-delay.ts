export interface PollSituation {
  /** Between two polls of a repository without webhooks. */
  readonly intervalMs: number;
  /** Polls that failed one after another, the last one included. */
  readonly failureCount: number;
  /** Whether a webhook of this repository arrived in the last days. */
  readonly hasWebhook: boolean;
}

const WITH_WEBHOOK_MS = 15 * 60_000;
const MAX_MS = 60 * 60_000;

/** How long until the next poll: rarely where webhooks arrive, doubled with each failure, an hour at most. */
export function pollDelayMs({ intervalMs, failureCount, hasWebhook }: PollSituation): number {
  const base = hasWebhook ? Math.max(intervalMs, WITH_WEBHOOK_MS) : intervalMs;
  return Math.min(base * 2 ** Math.min(failureCount, 20), Math.max(MAX_MS, intervalMs));
}
