import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 50;
const TIMEOUT_MS = 60_000;

/** Waits until the condition holds, and answers what it answered. @throws Error that says what was waited for */
export async function until<Answer>(
  what: string,
  condition: () => Promise<Answer | null | undefined | false>,
): Promise<Answer> {
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    const answer = await condition();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`It was waited in vain until ${what}.`);
    await delay(POLL_MS);
  }
}
