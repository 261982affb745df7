import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { api, unwrap } from '../../api/client.ts';
import { words } from '../../text/en.ts';
import { Panel } from '../../ui/panel.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { reasonOf } from '../runs/run-reason.ts';
import { RUN_STATUSES } from '../statuses.ts';
import styles from './home.module.css';

const SHOWN = 6;
const REFRESH_MS = 5_000;

const recentRunsQuery = {
  queryKey: ['runs', 'recent'],
  queryFn: () => unwrap(api.GET('/v2/runs', { params: { query: { limit: SHOWN } } })),
  refetchInterval: REFRESH_MS,
};

/** The last few runs of the hub. */
export function RecentRuns() {
  const { data: runs } = useQuery(recentRunsQuery);
  if (!runs || runs.length === 0) return null;
  return (
    <section className={frame.section}>
      <div className={frame.sectionHead}>
        <h2>Last runs</h2>
        <Link to="/runs" className={frame.link}>
          All runs
        </Link>
      </div>
      <Panel isFlush>
        <ul>
          {runs.map((run) => (
            <li key={run.id}>
              <Link to="/runs/$runId" params={{ runId: run.id }} className={styles.row}>
                <span>
                  <Status display={RUN_STATUSES[run.phase]} />
                </span>
                <span className={styles.text}>
                  <strong>{`${run.tenant_name}, ${run.integration_name}`}</strong>{' '}
                  {reasonOf(run) ?? words.modes[run.mode]}
                </span>
                <span className={styles.time}>
                  <Time at={run.queued_at} />
                </span>
                <ChevronRight size={14} className={styles.arrow} aria-hidden="true" />
              </Link>
            </li>
          ))}
        </ul>
      </Panel>
    </section>
  );
}
