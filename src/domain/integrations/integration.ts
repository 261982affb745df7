import type { IntegrationState } from '../review/integration-state.ts';
import type { RetryPolicy } from '../runs/retry-policy.ts';
import type { IntegrationLimits } from '../runs/run-limits.ts';
import type { SchedulePolicy } from '../schedules/schedule.ts';

export const INTEGRATION_TYPES = ['Internal', 'External', 'Pandium'] as const;

export type IntegrationType = (typeof INTEGRATION_TYPES)[number];

/** How new tenants follow: null = static on the default release, `Default` = dynamic, `Latest` = latest. */
export type DefaultReleaseChannel = 'Default' | 'Latest';

export interface IntegrationConnector {
  readonly id: number;
  readonly name: string;
  readonly longName: string;
  readonly isGlobal: boolean;
}

export interface Category {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly orderIndex: number;
}

export interface Tag {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
}

export interface Flag {
  readonly id: number;
  readonly name: string;
  readonly flagColor: string;
}

export interface Integration {
  readonly id: number;
  readonly partnerId: number | null;
  /** The slug. */
  readonly name: string;
  readonly longName: string;
  readonly type: IntegrationType;
  readonly state: IntegrationState;
  readonly repositoryUrl: string | null;
  readonly repositoryTrackingBranch: string | null;
  /** The manifest or its folder, relative to the root; '' = root. */
  readonly repositoryPath: string;
  /** How the hub signs in at the repository's host, null = not at all. */
  readonly sourceConnectionId: number | null;
  readonly shortDescription: string | null;
  readonly longDescription: string | null;
  readonly externalLink: string | null;
  readonly defaultReleaseId: number | null;
  readonly defaultReleaseChannel: DefaultReleaseChannel | null;
  /** What its runs may use, under the hub's maxima. */
  readonly limits: IntegrationLimits;
  readonly retryPolicy: Partial<RetryPolicy>;
  /** Of its runs at once, where that is less than the hub's; null = the hub's. */
  readonly runCap: number | null;
  readonly schedulePolicy: SchedulePolicy;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

/** The labels and connectors of an integration. */
export interface IntegrationLabels {
  readonly connectors: readonly IntegrationConnector[];
  readonly categories: readonly Category[];
  readonly tags: readonly Tag[];
  readonly flag: Flag | null;
}
