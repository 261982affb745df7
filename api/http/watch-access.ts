import type { ServerResponse } from 'node:http';
import type { Actor } from '../../src/domain/accounts/role.ts';
import { AppError } from '../../src/errors/app-error.ts';

/** A stream ends this long at most after its key was revoked, its session ended or its user changed. */
const CHECK_MS = 5_000;

/**
 * Asks again and again whether the caller of a stream may still see it, and closes the connection where not.
 * @param identify as for a new request; throws where the caller is refused
 * @returns ends the asking
 */
export function watchAccess(identify: () => Promise<Actor>, actor: Actor, response: ServerResponse): () => void {
  const check = async (): Promise<void> => {
    try {
      const now = await identify();
      if (now.role !== actor.role || now.partnerId !== actor.partnerId) response.destroy();
    } catch (error) {
      // What can't be determined now is checked again.
      if (error instanceof AppError && error.status < 500) response.destroy();
    }
  };
  const timer = setInterval(() => void check(), CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
