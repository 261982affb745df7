import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, CircleX, Clock, TriangleAlert, Unplug } from 'lucide-react';
import { api, type Output, unwrap } from '../../api/client.ts';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status, type StatusDisplay } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { ProblemView } from '../problem-view.tsx';
import styles from './home.module.css';

type Attention = Output<'listNeedsAttention'>[number];

const REFRESH_MS = 10_000;
const MAX_SHOWN = 20;

const DISPLAYS: Readonly<Record<Attention['kind'], StatusDisplay>> = {
  failing: { tone: 'bad', icon: CircleX, word: 'Failing' },
  init_failed: { tone: 'bad', icon: CircleX, word: 'Init sync failed' },
  held: { tone: 'warn', icon: TriangleAlert, word: 'Held' },
  reconnect: { tone: 'warn', icon: Unplug, word: 'Needs reconnecting' },
  waiting: { tone: 'idle', icon: Clock, word: 'Waits too long' },
  unreachable_repository: { tone: 'bad', icon: CircleX, word: 'Repository away' },
  broken_build: { tone: 'bad', icon: CircleX, word: 'Build failed' },
};

const attentionQuery = {
  queryKey: ['needs-attention'],
  queryFn: () => unwrap(api.GET('/v2/needs_attention', { params: { query: { limit: MAX_SHOWN } } })),
  refetchInterval: REFRESH_MS,
};

/** What is wrong now, the oldest first, each with a link to where it can be fixed. */
export function NeedsAttention() {
  const { data, error, refetch } = useQuery(attentionQuery);
  return (
    <section className={frame.section}>
      <div className={frame.sectionHead}>
        <h2>Needs attention</h2>
        {data && <span className={frame.count}>{data.length === MAX_SHOWN ? `${MAX_SHOWN}+` : data.length}</span>}
      </div>
      {error && !data && (
        <ProblemView title="What needs attention could not be loaded" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Skeleton shape="panel" lines={1} />}
      {data && (
        <Panel isFlush>
          {data.length === 0 && <p className={styles.quiet}>Nothing needs you.</p>}
          <ul>
            {data.map((item) => (
              <li key={`${item.kind} ${item.tenant_id} ${item.run_id} ${item.release_id}`}>
                <Row item={item} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </section>
  );
}

function Row({ item }: { readonly item: Attention }) {
  return (
    <Link to={placeOf(item)} className={styles.row}>
      <span>
        <Status display={DISPLAYS[item.kind]} />
      </span>
      <span className={styles.text}>
        <strong>{[item.tenant_name, item.integration_name].filter(Boolean).join(', ')}</strong> {item.message}
      </span>
      <span className={styles.time}>
        <Time at={item.since} />
      </span>
      <ChevronRight size={14} className={styles.arrow} aria-hidden="true" />
    </Link>
  );
}

/** Returns where it can be put right. */
function placeOf(item: Attention): string {
  if (item.kind === 'broken_build' && item.release_id !== null) return `/releases/${item.release_id}`;
  if (item.kind === 'held' && item.tenant_id !== null) return `/tenants/${item.tenant_id}/settings`;
  if (item.kind === 'unreachable_repository') return `/integrations/${item.integration_id}/repository`;
  if (item.run_id !== null) return `/runs/${item.run_id}`;
  return item.tenant_id === null ? `/integrations/${item.integration_id}` : `/tenants/${item.tenant_id}`;
}
