import type { Logger } from 'pino';
import { type RetainArtifactsDeps, retainArtifacts } from '../src/app/releases/retain-artifacts.ts';
import { type RepeatedPass, repeatPass } from './repeat-pass.ts';

const EVERY_MS = 10 * 60 * 1000;

/** Lets go of old artifacts at the start and every 10 minutes: the store and the unpacked releases of this machine. */
export function keepArtifacts(deps: RetainArtifactsDeps, logger: Logger): RepeatedPass {
  const pass = async (): Promise<void> => {
    const { releaseIds, removedFiles, removedBytes } = await retainArtifacts(deps);
    if (releaseIds.length + removedFiles === 0) return;
    logger.info({ releaseIds, removedFiles, removedBytes }, 'artifacts that are neither new nor in use were removed');
  };
  return repeatPass({ name: 'a pass over the artifacts', everyMs: EVERY_MS, pass }, logger);
}
