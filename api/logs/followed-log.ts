import { readBuildProgress } from '../../src/adapters/run-logs/read-build-progress.ts';
import { type RunProgress, readRunProgress } from '../../src/adapters/run-logs/read-run-progress.ts';
import type { LogSource } from '../../src/db/stores/run-logs/log-source.ts';
import { isRunInScope } from '../../src/db/stores/runs/run-repository.ts';
import type { Scope } from '../../src/domain/accounts/role.ts';
import { toPandiumStatus } from '../../src/domain/runs/pandium-status.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ApiDeps } from '../http/api-deps.ts';

/** How far something and its log are. */
export interface LogProgress {
  /** What clients get to know about its phase. */
  readonly told: { readonly phase: string; readonly status?: string };
  readonly isFinal: boolean;
  /** True where every line of the log is stored. */
  readonly isLogComplete: boolean;
  readonly log: LogSource;
}

/** A run or a build that a client follows. */
export interface FollowedLog {
  /** As the progress feed names it: `run:<id>`, `release:<id>`. */
  readonly subject: string;
  /** Null where it is not there (any more). */
  read(): Promise<LogProgress | null>;
}

/** The log of a run that is in `scope`. @throws AppError not_found, log_expired */
export async function followRun({ db }: Pick<ApiDeps, 'db'>, scope: Scope, runId: number): Promise<FollowedLog> {
  const isThere = await isRunInScope(db, scope, runId);
  if (!isThere) throw new AppError('not_found', 'There is no run with this id.');
  requireRunLog(await readRunProgress(db, runId));
  return {
    subject: `run:${runId}`,
    read: async () => {
      const present = await readRunProgress(db, runId);
      return present && { ...present, told: toldOf(present) };
    },
  };
}

/** The log of a build; the caller has looked whether it is in scope. @throws AppError log_expired */
export async function followRelease({ db }: Pick<ApiDeps, 'db'>, releaseId: number): Promise<FollowedLog> {
  const progress = await readBuildProgress(db, releaseId);
  if (progress?.isLogExpired) {
    throw new AppError('log_expired', 'The build log of this release is past its retention and was removed.');
  }
  return {
    subject: `release:${releaseId}`,
    read: async () => {
      const present = await readBuildProgress(db, releaseId);
      return present && { ...present, told: { phase: present.state } };
    },
  };
}

/** Returns the progress of a run that existed; its retention may have passed since. @throws AppError log_expired */
export function requireRunLog(progress: RunProgress | null): RunProgress {
  if (progress && !progress.isLogExpired) return progress;
  throw new AppError('log_expired', 'The log of this run is past its retention and was removed.');
}

function toldOf({ phase, failureClass, isStarted }: RunProgress): { phase: string; status: string } {
  return { phase, status: toPandiumStatus(phase, failureClass, isStarted) };
}
