import type { SecretStore } from '../../src/adapters/secrets/secrets.ts';
import type { AccountDeps } from '../../src/app/accounts/account-deps.ts';
import type { RepositoryRules } from '../../src/app/source-control/repository-rules.ts';
import type { StartRepositoryTest } from '../../src/contracts/repository-test-workflow.ts';
import type { Database } from '../../src/db/database.ts';
import type { SchemaChecks } from '../../src/domain/manifest/schema-checks.ts';
import type { RolloutDecision } from '../../src/domain/rollouts/rollout-decision.ts';
import type { AdmissionCaps } from '../../src/domain/runs/explain-wait.ts';
import type { RunLimits } from '../../src/domain/runs/run-limits.ts';
import type { LinkSigner } from '../logs/link-signer.ts';
import type { ProgressChannel } from '../logs/progress-feed.ts';
import type { PageFiles } from '../web/page-files.ts';
import type { CookieRules } from './cookies.ts';

import type { TemporalLinks } from './temporal-links.ts';

/** Where requests and the hub's failures are logged; bodies and keys never are. */
export interface RequestLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** How people's decisions reach the workflows of rollouts. */
export interface ApiRollouts {
  /** Never waits and never throws, for a background job makes up for it. */
  start(rolloutId: number): void;
  /** @throws AppError rollout_state, temporal_unavailable */
  decide(input: {
    readonly rolloutId: number;
    readonly decision: RolloutDecision;
    readonly actor: string;
    readonly requestId: string;
  }): Promise<unknown>;
}

/** Everything the routes work with. */
export interface ApiDeps {
  readonly db: Database;
  /** Without a trailing slash; every link is made from it. */
  readonly publicUrl: string;
  readonly caps: AdmissionCaps;
  /** Most that a run may use. */
  readonly runLimits: RunLimits;
  readonly accounts: AccountDeps;
  /** How sessions travel; null where signing in is off, as over plain http. */
  readonly cookies: CookieRules | null;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** The Temporal UI and its namespace; null where there is none. */
  readonly temporalUi: { readonly url: string; readonly namespace: string } | null;
  readonly environmentName: string;
  /** True where no mail server is set: mails are read in the development inbox. */
  readonly isMailKept: boolean;
  /** From which age on fetched options are called stale. */
  readonly optionsStaleAfterMs: number;
  readonly schemas: SchemaChecks;
  /** `HUBWRIGHT_SCHEDULE_SPREAD_S` */
  readonly scheduleSpreadS: number;
  readonly repositoryRules: RepositoryRules;
  /** Secrets go in here and never come out in a response. */
  readonly secrets: SecretStore;
  readonly startRepositoryTest: StartRepositoryTest;
  readonly signer: LinkSigner;
  readonly progress: ProgressChannel;
  /** Starts what a transaction admitted; never waits and never throws, for a background job makes up for it. */
  readonly runStarter: { start(runId: number): void };
  readonly rollouts: ApiRollouts;
  readonly temporalLinks: TemporalLinks;
  /** Returns whether Temporal responds. */
  readonly temporal: { check(): Promise<boolean> };
  readonly log: RequestLog;
  /** The hub's pages; absent or null where none are built. */
  readonly pages?: PageFiles | null;
  /** Called with each response that its route did not declare; tests set it. Without it responses are not checked. */
  readonly onUndeclaredResponse?: (issue: string) => void;
}
