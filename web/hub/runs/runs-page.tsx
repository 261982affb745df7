import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Run } from '../../api/types.ts';
import { words } from '../../text/en.ts';
import { formatSpan } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { useCan } from '../me.ts';
import { ProblemView } from '../problem-view.tsx';
import { RUN_STATUSES } from '../statuses.ts';
import { usePageTitle } from '../use-page-title.ts';
import { useTableData } from '../use-table-data.ts';
import { BulkRuns } from './bulk-runs.tsx';
import { runsRoute } from './routes.ts';
import { runsQuery } from './run-queries.ts';
import { reasonOf } from './run-reason.ts';
import { RunsFilters, RunsTabs } from './runs-filters.tsx';

const COLUMNS: readonly Column<Run>[] = [
  { key: 'run', header: 'Run', width: '84px', render: (run) => <span className={frame.mono}>#{run.id}</span> },
  { key: 'status', header: 'Status', width: '112px', render: (run) => <Status display={RUN_STATUSES[run.phase]} /> },
  { key: 'tenant', header: 'Tenant', width: 'minmax(90px, 1fr)', render: (run) => run.tenant_name },
  { key: 'integration', header: 'Integration', width: 'minmax(90px, 1fr)', render: (run) => run.integration_name },
  {
    key: 'reason',
    header: 'Reason',
    width: 'minmax(140px, 2fr)',
    render: (run) => <Reason run={run} />,
    title: reasonOf,
  },
  { key: 'release', header: 'Release', width: '64px', render: (run) => run.release_number && `#${run.release_number}` },
  { key: 'mode', header: 'Mode', width: '80px', render: (run) => words.modes[run.mode] },
  { key: 'source', header: 'Source', width: '92px', render: (run) => sourceOf(run) },
  { key: 'took', header: 'Took', width: '84px', isNumber: true, render: (run) => tookOf(run) },
  { key: 'queued', header: 'Queued', width: '84px', isNumber: true, render: (run) => <Time at={run.queued_at} /> },
];

/** All runs of the hub, newest first. */
export function RunsPage() {
  const search = runsRoute.useSearch();
  const query = useInfiniteQuery(runsQuery(search));
  const data = useTableData(query);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const can = useCan();
  const selection = can('cancelRuns') ? { keys: selected, onChange: setSelected } : undefined;
  usePageTitle('Runs');
  return (
    <div className={frame.full}>
      <div className={frame.fullHead}>
        <PageHead title="Runs">
          <RunsTabs search={search} />
        </PageHead>
        <RunsFilters search={search} />
      </div>
      <div className={frame.fullBody}>
        {query.isError && data.rows.length === 0 ? (
          <div className={frame.pad}>
            <ProblemView title="The runs could not be loaded" error={query.error} onRetry={query.refetch} />
          </div>
        ) : (
          <DataTable
            noun="run"
            data={data}
            columns={COLUMNS}
            rowKey={(run) => String(run.id)}
            rowLink={(run) => `/runs/${run.id}`}
            phone={(run) => ({
              title: run.tenant_name,
              status: <Status display={RUN_STATUSES[run.phase]} />,
              facts: reasonOf(run) ?? run.integration_name,
              time: <Time at={run.queued_at} />,
            })}
            {...(selection && { selection })}
            bulk={<BulkRuns ids={[...selected].map(Number)} onClear={() => setSelected(new Set())} />}
            empty={<NoRuns isFiltered={Object.keys(search).length > 0} />}
          />
        )}
      </div>
    </div>
  );
}

function Reason({ run }: { readonly run: Run }) {
  const reason = reasonOf(run);
  if (reason === null) return null;
  return <span className={run.phase === 'failed' ? frame.bad : frame.quiet}>{reason}</span>;
}

function sourceOf(run: Run): string {
  const source = run.triggers[0]?.source;
  return source === undefined ? '' : words.sources[source];
}

function tookOf(run: Run): string {
  return run.completed_date === null ? '' : (formatSpan(run.started_date, run.completed_date) ?? '');
}

function NoRuns({ isFiltered }: { readonly isFiltered: boolean }) {
  const navigate = useNavigate();
  if (!isFiltered) {
    return (
      <Empty
        title="Nothing has run yet"
        text="A tenant’s first sync appears here."
        action={
          <Link to="/tenants" className={frame.link}>
            Go to the tenants
          </Link>
        }
      />
    );
  }
  return (
    <Empty
      title="No run matches"
      text="Take a filter away to see more."
      action={<Button onClick={() => navigate({ to: '/runs', search: {} })}>Clear the filters</Button>}
    />
  );
}
