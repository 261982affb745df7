import type { IntegrationFields } from '../../db/stores/integrations/integration-repository.ts';
import { isInstallable } from '../../db/stores/releases/release-store.ts';
import type { UnitOfWork } from '../../db/unit-of-work.ts';
import { checkSchedulePolicy } from '../../domain/schedules/check-schedule.ts';
import { AppError, type InputIssue } from '../../errors/app-error.ts';
import type { RepositoryRules } from '../source-control/index.ts';

type CheckedFields = Pick<
  IntegrationFields,
  'type' | 'repositoryUrl' | 'repositoryTrackingBranch' | 'repositoryPath' | 'externalLink' | 'schedulePolicy'
>;

/**
 * The rules that no schema can say: repository, branch, path and link fit the type of the integration.
 * @throws AppError invalid_input, with a pointer to each field
 */
export function checkIntegrationFields(fields: CheckedFields, rules: RepositoryRules): void {
  const issues: InputIssue[] = [];
  const { repositoryUrl, repositoryTrackingBranch, repositoryPath } = fields;
  if (fields.type === 'External') {
    if (repositoryUrl !== null) issues.push(issue('/repository_url', 'an external integration has no repository'));
  } else if (fields.externalLink !== null) {
    issues.push(issue('/external_link', 'only an external integration has a link'));
  }
  if (repositoryUrl !== null) issues.push(...issuesOf('/repository_url', () => rules.checkUrl(repositoryUrl)));
  if (repositoryTrackingBranch !== null) {
    issues.push(...issuesOf('/repository_tracking_branch', () => rules.checkBranch(repositoryTrackingBranch)));
  }
  if (!isPathInside(repositoryPath)) {
    issues.push(
      issue('/repository_path', 'has to be a path inside the repository, without "..", line feeds and no leading "/"'),
    );
  }
  if (fields.externalLink !== null && !isWebAddress(fields.externalLink)) {
    issues.push(issue('/external_link', 'has to be an http or https address'));
  }
  issues.push(...checkSchedulePolicy(fields.schedulePolicy, '/schedule'));
  if (issues.length > 0) throw new AppError('invalid_input', 'The integration is not valid.', { issues });
}

/** @throws AppError invalid_input unless the release is a ready one of this integration */
export async function checkDefaultRelease(unit: UnitOfWork, integrationId: number, releaseId: number): Promise<void> {
  if (await isInstallable(unit, integrationId, releaseId)) return;
  const issues = [issue('/default_release_id', 'is not the id of a ready release of this integration')];
  throw new AppError('invalid_input', 'The default release is not valid.', { issues });
}

function issuesOf(pointer: string, check: () => void): InputIssue[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return [issue(pointer, error.message)];
    throw error;
  }
}

const issue = (pointer: string, message: string): InputIssue => ({ pointer, message });

function isPathInside(path: string): boolean {
  if ([...path].some((character) => character < ' ' || character === '\u007f')) return false;
  return !path.startsWith('/') && !path.includes('\\') && !path.split('/').includes('..');
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
