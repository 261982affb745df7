import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Rollout } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { rolloutTenantsQuery } from './rollout-queries.ts';
import styles from './rollout-tenants.module.css';
import { rolloutRoute } from './routes.ts';

const STATES = ['pending', 'moved', 'held', 'skipped', 'reverted'] as const;
const LABELS = { pending: 'Pending', moved: 'Moved', held: 'Held', skipped: 'Skipped', reverted: 'Reverted' } as const;

/** The tenants of a rollout, by what became of them. */
export function RolloutTenants({ rollout }: { readonly rollout: Rollout }) {
  const { state } = rolloutRoute.useSearch();
  const query = useInfiniteQuery(rolloutTenantsQuery(rollout.id, state));
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const to = `/rollouts/${rollout.id}`;
  return (
    <section className={frame.section}>
      <h2>Tenants</h2>
      <Tabs
        label="States"
        tabs={[
          { label: 'All', to, isCurrent: state === undefined },
          ...STATES.map((name) => {
            return {
              label: LABELS[name],
              to,
              search: { state: name },
              isCurrent: state === name,
              count: rollout.counts[name],
            };
          }),
        ]}
      />
      <Panel isFlush>
        {rows.length === 0 && !query.isPending && <p className={styles.none}>None.</p>}
        <ul>
          {rows.map((row) => (
            <li key={row.tenant_id}>
              <Link to="/tenants/$tenantId" params={{ tenantId: row.tenant_id }} className={styles.row}>
                <span>{`Tenant ${row.tenant_id}`}</span>
                <span className={frame.quiet}>{LABELS[row.state]}</span>
                <span className={styles.time}>{row.reached_date && <Time at={row.reached_date} />}</span>
              </Link>
            </li>
          ))}
        </ul>
        {query.hasNextPage && (
          <div className={styles.more}>
            <Button isBusy={query.isFetchingNextPage} busyLabel="Loading…" onClick={() => query.fetchNextPage()}>
              Show more
            </Button>
          </div>
        )}
      </Panel>
    </section>
  );
}
