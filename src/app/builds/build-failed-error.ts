import type { SandboxExit } from '../../adapters/sandbox/sandbox.ts';
import type { BuildFailure, BuildStep } from '../../domain/releases/build-failure.ts';
import { AppError } from '../../errors/app-error.ts';

/** Ends a build at a step, with the failure that its release shows. */
export class BuildFailedError extends Error {
  readonly failure: BuildFailure;

  constructor(failure: BuildFailure) {
    super(failure.message);
    this.name = 'BuildFault';
    this.failure = failure;
  }
}

/** A failure of what was to be built. */
export function integrationFailure(step: BuildStep, message: string, reason: string | null = null): BuildFailedError {
  return new BuildFailedError({ step, class: 'integration', reason, exit_code: null, signal: null, message });
}

/** Whatever a step threw, as the failure of that step. */
export function toBuildFailedError(step: BuildStep, error: unknown): BuildFailedError {
  if (error instanceof BuildFailedError) return error;
  const isOurs = !(error instanceof AppError) || error.isRetryable || error.status >= 500;
  return new BuildFailedError({
    step,
    class: isOurs ? 'platform' : 'integration',
    reason: error instanceof AppError ? error.code : 'internal',
    exit_code: null,
    signal: null,
    message: error instanceof AppError ? error.message : 'The hub could not run this step; its own log says why.',
  });
}

/** What the exit of a step's process means; null where it succeeded. `what` begins the sentence: `The build command`. */
export function exitFailure(step: BuildStep, what: string, exit: SandboxExit, detail = ''): BuildFailedError | null {
  if (exit.exitCode === 0 && exit.startFailure === null) return null;
  const base = { step, reason: null, exit_code: exit.exitCode, signal: exit.signal };
  if (exit.startFailure !== null) {
    return new BuildFailedError({ ...base, class: 'platform', reason: 'sandbox_failed', message: exit.startFailure });
  }
  if (exit.isOutOfMemory) {
    return new BuildFailedError({
      ...base,
      class: 'oom',
      message: `${what} used more memory than its limit and was stopped.`,
    });
  }
  const how =
    exit.exitCode === null ? `was ended by ${exit.signal ?? 'a signal'}` : `exited with code ${exit.exitCode}`;
  const message = detail === '' ? `${what} ${how}.` : `${what} ${how}: ${detail}`;
  return new BuildFailedError({ ...base, class: 'integration', message });
}
