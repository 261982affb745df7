import type { Actor } from '../../domain/accounts/role.ts';
import { type IntegrationLimits, limitIssues, type RunLimits } from '../../domain/runs/run-limits.ts';
import { AppError } from '../../errors/app-error.ts';
import type { RepositoryRules } from '../source-control/index.ts';

/** What the hub allows an integration. */
export interface IntegrationRules extends RepositoryRules {
  readonly maxima: RunLimits;
}

interface RunFields {
  readonly limits?: IntegrationLimits | undefined;
  readonly runCap?: number | null | undefined;
}

/**
 * Limits stay under the hub's; a cap is the hub's to set.
 * @throws AppError invalid_input, with a pointer to each field · forbidden
 */
export function checkRunRules(actor: Actor, rules: IntegrationRules, fields: RunFields, oldCap: number | null): void {
  const issues = limitIssues(rules.maxima, fields.limits ?? {});
  if (issues.length > 0) throw new AppError('invalid_input', 'The limits are over those of the hub.', { issues });
  const isCapChanged = fields.runCap !== undefined && fields.runCap !== oldCap;
  if (isCapChanged && actor.role === 'partner') {
    throw new AppError('forbidden', 'How many runs an integration may have at once is set by the hub: ask an admin.');
  }
}
