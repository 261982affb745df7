import { initial } from './0001-initial.ts';
import { watching } from './0002-watching.ts';
import { artifactRetention } from './0003-artifact-retention.ts';
import { rollouts } from './0004-rollouts.ts';
import { schedules } from './0005-schedules.ts';
import { configs } from './0006-configs.ts';
import { runs } from './0007-runs.ts';
import { egress } from './0008-egress.ts';
import { uncachedBuilds } from './0009-uncached-builds.ts';
import { logs } from './0010-logs.ts';
import { timers } from './0011-timers.ts';
import { tracesAndReplays } from './0012-traces-and-replays.ts';
import { failingRepositories } from './0013-failing-repositories.ts';
import { jobs } from './0014-jobs.ts';
import { accounts } from './0015-accounts.ts';
import { scheduleDrift } from './0016-schedule-drift.ts';

export interface SchemaMigration {
  /** The name of its file; the database records under it that the migration ran. */
  readonly name: string;
  /** The name that databases recorded before migrations were numbered. */
  readonly formerName?: string;
  readonly statements: readonly string[];
}

/** Every migration, in order. One that was released never changes: a change of the schema is a new number at the end. */
export const migrations: readonly SchemaMigration[] = [
  { name: '0001-initial', formerName: 'Migration20261122Initial', statements: initial },
  { name: '0002-watching', formerName: 'Migration20261123Watching', statements: watching },
  { name: '0003-artifact-retention', formerName: 'Migration20261123Releases', statements: artifactRetention },
  { name: '0004-rollouts', formerName: 'Migration20261123Rollouts', statements: rollouts },
  { name: '0005-schedules', formerName: 'Migration20261126Schedules', statements: schedules },
  { name: '0006-configs', formerName: 'Migration20261126Configs', statements: configs },
  { name: '0007-runs', formerName: 'Migration20261126Runs', statements: runs },
  { name: '0008-egress', formerName: 'Migration20261126Egress', statements: egress },
  { name: '0009-uncached-builds', formerName: 'Migration20261126Releases', statements: uncachedBuilds },
  { name: '0010-logs', formerName: 'Migration20261126Logs', statements: logs },
  { name: '0011-timers', formerName: 'Migration20261126Timers', statements: timers },
  { name: '0012-traces-and-replays', statements: tracesAndReplays },
  { name: '0013-failing-repositories', statements: failingRepositories },
  { name: '0014-jobs', statements: jobs },
  { name: '0015-accounts', statements: accounts },
  { name: '0016-schedule-drift', statements: scheduleDrift },
];
