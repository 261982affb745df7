import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { Integration } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Status } from '../../ui/status.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { ProblemView } from '../problem-view.tsx';
import { INTEGRATION_STATUSES } from '../statuses.ts';
import { usePageTitle } from '../use-page-title.ts';
import { useTableData } from '../use-table-data.ts';
import { CreateIntegrationDialog } from './create-integration-dialog.tsx';
import { integrationsQuery } from './integration-queries.ts';
import { integrationsRoute } from './routes.ts';

const COLUMNS: readonly Column<Integration>[] = [
  {
    key: 'name',
    header: 'Integration',
    width: 'minmax(160px, 1.4fr)',
    render: ({ long_name, name }) => long_name || name,
  },
  {
    key: 'slug',
    header: 'Slug',
    width: 'minmax(110px, 1fr)',
    render: ({ name }) => <span className={frame.mono}>{name}</span>,
  },
  {
    key: 'state',
    header: 'State',
    width: '140px',
    render: ({ state }) => <Status display={INTEGRATION_STATUSES[state]} />,
  },
  { key: 'type', header: 'Type', width: '84px', render: ({ type }) => type },
  {
    key: 'repository',
    header: 'Repository',
    width: 'minmax(140px, 1.6fr)',
    render: (integration) => repositoryOf(integration),
  },
  { key: 'follows', header: 'Tenants follow', width: '108px', render: (one) => one.default_release_channel ?? 'Fixed' },
  {
    key: 'changed',
    header: 'Changed',
    width: '84px',
    isNumber: true,
    render: (one) => <Time at={one.modified_date} />,
  },
];

/** All integrations. */
export function IntegrationsPage() {
  const { show, create } = integrationsRoute.useSearch();
  const query = useInfiniteQuery(integrationsQuery(show === 'archived'));
  const data = useTableData(query);
  const navigate = useNavigate();
  const openDialog = (isOpen: boolean): void => {
    void navigate({ to: '/integrations', search: { ...(show && { show }), ...(isOpen && { create: 'yes' }) } });
  };
  usePageTitle('Integrations');
  return (
    <div className={frame.full}>
      <div className={frame.fullHead}>
        <PageHead
          title="Integrations"
          actions={
            <Button variant="primary" icon={<Plus size={14} aria-hidden="true" />} onClick={() => openDialog(true)}>
              Create
            </Button>
          }
        >
          <Tabs
            label="Integrations"
            tabs={[
              { label: 'All', to: '/integrations', isCurrent: show === undefined },
              { label: 'Archived', to: '/integrations', search: { show: 'archived' }, isCurrent: show === 'archived' },
            ]}
          />
        </PageHead>
      </div>
      <div className={frame.fullBody}>
        {query.isError && data.rows.length === 0 ? (
          <div className={frame.pad}>
            <ProblemView title="The integrations could not be loaded" error={query.error} onRetry={query.refetch} />
          </div>
        ) : (
          <DataTable
            noun="integration"
            data={data}
            columns={COLUMNS}
            rowKey={({ id }) => String(id)}
            rowLink={({ id }) => `/integrations/${id}`}
            phone={(one) => ({
              title: one.long_name || one.name,
              status: <Status display={INTEGRATION_STATUSES[one.state]} />,
              facts: repositoryOf(one) ?? one.type,
              time: <Time at={one.modified_date} />,
            })}
            empty={show ? <Empty title="Nothing is archived" /> : <NoIntegrations onCreate={() => openDialog(true)} />}
          />
        )}
      </div>
      {create && <CreateIntegrationDialog onClose={() => openDialog(false)} />}
    </div>
  );
}

/** Returns where its code is, without what all addresses begin with. */
function repositoryOf({ repository_url: url }: Integration): string | null {
  return url === null ? null : url.replace(/^https?:\/\//, '').replace(/\.git$/, '');
}

function NoIntegrations({ onCreate }: { readonly onCreate: () => void }) {
  return (
    <Empty
      title="No integration yet"
      text="Name a git repository with a PANDIUM.yaml; its pushes become releases."
      action={<Button onClick={onCreate}>Create an integration</Button>}
    />
  );
}
