import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type Output, unwrap } from '../../api/client.ts';
import { countOf, formatNumber, formatSpan } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Empty } from '../../ui/empty.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { ProblemView } from '../problem-view.tsx';
import { attempt } from '../use-action.ts';
import { usePageTitle } from '../use-page-title.ts';
import styles from './schedules-page.module.css';

type Reconciliation = Output<'listReconciliations'>[number];

const REFRESH_MS = 5_000;
const SHOWN = 20;

const reconciliationsQuery = {
  queryKey: ['reconciliations'],
  queryFn: () => unwrap(api.GET('/v2/schedules/reconciliation', { params: { query: { limit: SHOWN } } })),
  refetchInterval: REFRESH_MS,
};

/** Shows whether every schedule has its timer: what the hub checked, found and repaired. */
export function SchedulesPage() {
  const { data, error, refetch } = useQuery(reconciliationsQuery);
  const queries = useQueryClient();
  usePageTitle('Schedules');
  const check = () =>
    attempt('The check could not be started', async () => {
      await unwrap(api.POST('/v2/schedules/reconciliation', {}));
      await queries.invalidateQueries({ queryKey: reconciliationsQuery.queryKey });
    });
  return (
    <div className={frame.page}>
      <PageHead title="Schedules" actions={<Button onClick={check}>Check now</Button>} />
      {error && !data && <ProblemView title="The checks could not be loaded" error={error} onRetry={refetch} />}
      {!data && !error && <Skeleton lines={4} />}
      {data && (
        <Panel
          title="Checks"
          hint="The hub compares its schedules with their timers, and repairs what differs."
          isFlush
        >
          {data.length === 0 && (
            <Empty title="Nothing was checked yet" text="The hub checks by itself every few minutes." />
          )}
          <ul>
            {data.map((one) => (
              <Row key={one.id} check={one} />
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

function Row({ check }: { readonly check: Reconciliation }) {
  const repaired = Object.values(check.drift_counts).reduce((sum, count) => sum + count, 0);
  const outcome =
    check.failure ??
    (check.finished_date === null
      ? 'Under way'
      : repaired === 0
        ? 'All in order'
        : `${formatNumber(repaired)} repaired`);
  return (
    <li className={styles.row}>
      <span className={styles.outcome}>
        <strong>{outcome}</strong>
        <span className={frame.quiet}>{`${countOf(check.checked, 'schedule')} checked · ${check.requested_by}`}</span>
        {check.drift.length > 0 && (
          <Disclosure label="What was found">
            <ul>
              {check.drift.map((one) => (
                <li key={one.schedule_id}>
                  {one.tenant_id === null ? (
                    one.schedule_id
                  ) : (
                    <Link to="/tenants/$tenantId/schedule" params={{ tenantId: one.tenant_id }} className={frame.link}>
                      {`Tenant ${one.tenant_id}`}
                    </Link>
                  )}
                  {`: ${one.drift.replaceAll('_', ' ')}`}
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
      </span>
      <span className={styles.time}>{check.started_date && formatSpan(check.started_date, check.finished_date)}</span>
      <span className={styles.time}>
        <Time at={check.requested_date} />
      </span>
    </li>
  );
}
