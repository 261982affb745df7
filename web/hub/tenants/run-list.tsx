import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { words } from '../../text/en.ts';
import { formatSpan } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { ProblemView } from '../problem-view.tsx';
import { reasonOf } from '../runs/run-reason.ts';
import { RUN_STATUSES } from '../statuses.ts';
import styles from './run-list.module.css';
import { tenantRunsQuery } from './tenant-queries.ts';

/** The runs of one tenant, newest first; without a limit with those before them on request. */
export function RunList({ tenantId, limit }: { readonly tenantId: number; readonly limit?: number }) {
  const query = useInfiniteQuery(tenantRunsQuery(tenantId));
  const all = query.data?.pages.flatMap(({ rows }) => rows) ?? [];
  if (query.isPending) return <Skeleton lines={4} />;
  if (query.error && all.length === 0) {
    return <ProblemView title="The runs could not be loaded" error={query.error} onRetry={query.refetch} />;
  }
  return (
    <Panel isFlush>
      {all.length === 0 && <p className={styles.none}>It has not run yet.</p>}
      <ul>
        {all.slice(0, limit).map((run) => (
          <li key={run.id}>
            <Link to="/runs/$runId" params={{ runId: run.id }} className={styles.row}>
              <span>
                <Status display={RUN_STATUSES[run.phase]} />
              </span>
              <span className={styles.id}>#{run.id}</span>
              <span className={styles.reason}>{reasonOf(run) ?? words.modes[run.mode]}</span>
              <span className={styles.number}>
                {run.completed_date && formatSpan(run.started_date, run.completed_date)}
              </span>
              <span className={styles.number}>
                <Time at={run.queued_at} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {limit === undefined && query.hasNextPage && (
        <div className={styles.more}>
          <Button isBusy={query.isFetchingNextPage} busyLabel="Loading…" onClick={() => query.fetchNextPage()}>
            Show earlier runs
          </Button>
        </div>
      )}
    </Panel>
  );
}
