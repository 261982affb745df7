import { AppError } from '../../errors/app-error.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';

/** Where fetching a repository stopped; what *test connection* names and a failed build shows. */
export type GitStep =
  | 'dns'
  | 'connect'
  | 'tls'
  | 'authentication'
  | 'repository'
  | 'branch'
  | 'commit'
  | 'size'
  | 'timeout'
  | 'manifest';

const CODE_OF_STEP = {
  dns: 'git_unreachable',
  connect: 'git_unreachable',
  tls: 'git_unreachable',
  authentication: 'git_authentication',
  repository: 'git_repository',
  branch: 'git_ref_not_found',
  commit: 'git_ref_not_found',
  size: 'git_too_large',
  timeout: 'git_timeout',
  manifest: 'git_repository',
} as const satisfies Record<GitStep, ErrorCode>;

export interface GitErrorOptions {
  readonly cause?: unknown;
  /** Instead of the step's own code. */
  readonly code?: ErrorCode;
}

/** A repository could not be read: `step` says where, `message` is one plain sentence without any secret. */
export class GitError extends AppError {
  readonly step: GitStep;

  constructor(step: GitStep, message: string, options: GitErrorOptions = {}) {
    super(options.code ?? CODE_OF_STEP[step], message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'GitError';
    this.step = step;
  }
}
