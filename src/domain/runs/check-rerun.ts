import { AppError } from '../../errors/app-error.ts';
import type { RunPhase } from './run-phase.ts';

/** Whose value a rerun takes: the run's own, the tenant's at the time it begins, or one of its own. */
export type RerunChoice = 'original' | 'current' | { readonly edited: Readonly<Record<string, unknown>> };

export interface RerunRequest {
  readonly release: 'original' | 'current';
  readonly configs: RerunChoice;
  readonly metadata: RerunChoice;
}

export interface RerunOriginal {
  readonly id: number;
  readonly phase: RunPhase;
  /** False for a run that was cancelled before it was admitted. */
  readonly hasSnapshot: boolean;
  readonly releaseNumber: number | null;
  readonly isArtifactGone: boolean;
}

/** @throws AppError `run_not_finished`, `no_snapshot`, `artifact_gone` */
export function checkRerun(run: RerunOriginal, request: RerunRequest): void {
  if (run.phase === 'queued' || run.phase === 'running') {
    throw new AppError(
      'run_not_finished',
      `Run ${run.id} is still ${run.phase}: wait for its end, or cancel it first.`,
    );
  }
  const isOriginalWanted = [request.release, request.configs, request.metadata].includes('original');
  if (isOriginalWanted && !run.hasSnapshot) {
    throw new AppError(
      'no_snapshot',
      `Run ${run.id} never began, so it has no release, configs and state of its own: rerun it with the current ones.`,
    );
  }
  if (request.release === 'original' && run.isArtifactGone) {
    throw new AppError(
      'artifact_gone',
      `The artifact of release ${run.releaseNumber} is no longer kept: rerun with the current release.`,
    );
  }
}
