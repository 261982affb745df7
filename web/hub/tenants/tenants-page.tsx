import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { Tenant } from '../../api/types.ts';
import { words } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FilterMenu } from '../../ui/filter-menu.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Status } from '../../ui/status.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { integrationNamesQuery } from '../integrations/integration-queries.ts';
import { ProblemView } from '../problem-view.tsx';
import { tenantStatus } from '../statuses.ts';
import { usePageTitle } from '../use-page-title.ts';
import { useTableData } from '../use-table-data.ts';
import { BulkPause } from './bulk-pause.tsx';
import { CreateTenantDialog } from './create-tenant-dialog.tsx';
import { type TenantsSearch, tenantsRoute } from './routes.ts';
import { needsOf } from './tenant-needs.ts';
import { tenantCountsQuery, tenantsQuery } from './tenant-queries.ts';

/** All installations, found by name, state and integration. */
export function TenantsPage() {
  const search = tenantsRoute.useSearch();
  const query = useInfiniteQuery(tenantsQuery(search));
  const data = useTableData(query);
  const [isCreating, setIsCreating] = useState(false);
  usePageTitle('Tenants');
  return (
    <div className={frame.full}>
      <div className={frame.fullHead}>
        <PageHead
          title="Tenants"
          actions={
            <>
              <BulkPause filter={search} total={data.total} />
              <Button
                variant="primary"
                icon={<Plus size={14} aria-hidden="true" />}
                onClick={() => setIsCreating(true)}
              >
                New tenant
              </Button>
            </>
          }
        >
          <StatusTabs search={search} />
        </PageHead>
        <Filters search={search} />
      </div>
      <div className={frame.fullBody}>
        {query.isError && data.rows.length === 0 ? (
          <div className={frame.pad}>
            <ProblemView title="The tenants could not be loaded" error={query.error} onRetry={query.refetch} />
          </div>
        ) : (
          <DataTable
            noun="tenant"
            data={data}
            columns={COLUMNS}
            rowKey={(tenant) => String(tenant.id)}
            rowLink={(tenant) => `/tenants/${tenant.id}`}
            phone={(tenant) => ({
              title: tenant.name,
              status: <Status display={tenantStatus(tenant)} />,
              facts: needsOf(tenant) ?? tenant.end_user_id ?? '',
              time: <LastRun tenant={tenant} />,
            })}
            empty={<NoTenants isFiltered={Object.keys(search).length > 0} onCreate={() => setIsCreating(true)} />}
          />
        )}
      </div>
      {isCreating && <CreateTenantDialog integrationId={search.integration_id} onClose={() => setIsCreating(false)} />}
    </div>
  );
}

const COLUMNS: readonly Column<Tenant>[] = [
  { key: 'name', header: 'Tenant', width: 'minmax(140px, 1.4fr)', render: (tenant) => tenant.name },
  { key: 'status', header: 'Status', width: '104px', render: (tenant) => <Status display={tenantStatus(tenant)} /> },
  {
    key: 'integration',
    header: 'Integration',
    width: 'minmax(120px, 1fr)',
    render: (tenant) => tenant.integration_name,
  },
  {
    key: 'user',
    header: 'End user',
    width: 'minmax(100px, 1fr)',
    render: (tenant) => tenant.end_user_id,
    title: (tenant) => tenant.end_user_id,
  },
  {
    key: 'follows',
    header: 'Follows',
    width: '84px',
    render: (tenant) => tenant.release_channel ?? 'Fixed',
  },
  {
    key: 'needs',
    header: 'Needs',
    width: 'minmax(100px, 1fr)',
    render: needsOf,
    title: needsOf,
  },
  { key: 'last', header: 'Last run', width: '84px', isNumber: true, render: (tenant) => <LastRun tenant={tenant} /> },
  {
    key: 'next',
    header: 'Next sync',
    width: '92px',
    isNumber: true,
    render: (tenant) => tenant.next_sync_date && <Time at={tenant.next_sync_date} />,
  },
];

function LastRun({ tenant }: { readonly tenant: Tenant }) {
  const at = tenant.status.last_run?.status.startTime;
  return at ? <Time at={at} /> : null;
}

const STATUSES = ['active', 'paused', 'held', 'failing', 'archived'] as const;

function StatusTabs({ search }: { readonly search: TenantsSearch }) {
  const { status, ...others } = search;
  const { data: counts } = useQuery(tenantCountsQuery(others));
  const tabs = STATUSES.map((name) => ({
    label: words.states.tenant[name],
    to: '/tenants',
    search: { ...others, status: name },
    isCurrent: status === name,
    count: counts?.[name],
  }));
  return <Tabs label="States" tabs={[{ label: 'All', to: '/tenants', search: others, isCurrent: !status }, ...tabs]} />;
}

function Filters({ search }: { readonly search: TenantsSearch }) {
  const navigate = useNavigate();
  const { data: integrations = [] } = useQuery(integrationNamesQuery());
  const set = useCallback(
    (change: { [key in keyof TenantsSearch]: TenantsSearch[key] | undefined }): void => {
      void navigate({ to: '/tenants', search: (old) => withoutEmpty({ ...old, ...change }), replace: true });
    },
    [navigate],
  );
  const setSearch = useCallback((text: string) => set({ search: text === '' ? undefined : text }), [set]);
  return (
    <div className={frame.filters}>
      <SearchField label="Search by name or end user" value={search.search ?? ''} onChange={setSearch} />
      <FilterMenu
        label="Integration"
        value={search.integration_id === undefined ? undefined : String(search.integration_id)}
        options={integrations.map(({ id, name }) => ({ value: String(id), label: name }))}
        onChange={(value) => set({ integration_id: value === undefined ? undefined : Number(value) })}
      />
    </div>
  );
}

function withoutEmpty(search: Record<string, unknown>): TenantsSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

function NoTenants({ isFiltered, onCreate }: { readonly isFiltered: boolean; readonly onCreate: () => void }) {
  const navigate = useNavigate();
  if (isFiltered) {
    return (
      <Empty
        title="Nothing matches"
        text="Take a filter away to see more."
        action={<Button onClick={() => navigate({ to: '/tenants', search: {} })}>Clear the filters</Button>}
      />
    );
  }
  return (
    <Empty
      title="No tenant yet"
      text="A tenant is one customer’s installation of an integration."
      action={<Button onClick={onCreate}>New tenant</Button>}
    />
  );
}
