import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { countOf } from '../../text/format.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { ProblemView } from '../problem-view.tsx';
import { rolloutsQuery } from '../rollouts/rollout-queries.ts';
import { ROLLOUT_STATUSES } from '../statuses.ts';
import styles from './integration-rollouts.module.css';
import { integrationRoute } from './routes.ts';

/** Moves of tenants from one release to another, the newest first. */
export function IntegrationRollouts() {
  const { integrationId } = integrationRoute.useParams();
  const { data: rollouts, error, refetch } = useQuery(rolloutsQuery(integrationId));
  if (error && !rollouts)
    return <ProblemView title="The rollouts could not be loaded" error={error} onRetry={refetch} />;
  if (!rollouts) return <Skeleton lines={4} />;
  return (
    <Panel
      title="Rollouts"
      isFlush
      actions={
        <Link
          to="/integrations/$integrationId/rollouts/new"
          params={{ integrationId }}
          className={buttonClass('secondary', 'small')}
        >
          <Plus size={13} aria-hidden="true" />
          New rollout
        </Link>
      }
    >
      {rollouts.length === 0 && (
        <Empty title="No rollout yet" text="One moves many tenants to a release, at once or in steps." />
      )}
      <ul>
        {rollouts.map((rollout) => (
          <li key={rollout.id}>
            <Link to="/rollouts/$rolloutId" params={{ rolloutId: rollout.id }} className={styles.row}>
              <span>
                <Status display={ROLLOUT_STATUSES[rollout.state]} />
              </span>
              <strong>{`To #${rollout.release_number}`}</strong>
              <span
                className={styles.quiet}
              >{`${countOf(rollout.total, 'tenant')} · ${rollout.started_by_name ?? rollout.started_by}`}</span>
              <span className={styles.time}>
                <Time at={rollout.created_date} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
