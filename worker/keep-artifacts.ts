import type { Logger } from 'pino';
import { type RetainArtifactsDeps, retainArtifacts } from '../src/releases/retain-artifacts.ts';

const EVERY_MS = 10 * 60 * 1000;

export interface ArtifactKeeper {
  /** Waits for the pass under way. */
  stop(): Promise<void>;
}

/** Lets go of old artifacts at the start and every 10 minutes: the store and the unpacked releases of this machine. */
export function keepArtifacts(deps: RetainArtifactsDeps, logger: Logger): ArtifactKeeper {
  let running: Promise<void> | null = null;
  const pass = async (): Promise<void> => {
    try {
      const { releaseIds, removedFiles, removedBytes } = await retainArtifacts(deps);
      if (releaseIds.length + removedFiles === 0) return;
      logger.info({ releaseIds, removedFiles, removedBytes }, 'artifacts that are neither new nor in use were removed');
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      logger.warn({ error: sentence }, 'a pass over the artifacts failed; it is tried again');
    }
  };
  const start = (): void => {
    running ??= pass().finally(() => {
      running = null;
    });
  };
  const timer = setInterval(start, EVERY_MS);
  start();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
