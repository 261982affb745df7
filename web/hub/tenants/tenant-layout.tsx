import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { PageHead } from '../../ui/page-head.tsx';
import { Status } from '../../ui/status.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import frame from '../frame.module.css';
import { tenantStatus } from '../statuses.ts';
import { usePageTitle } from '../use-page-title.ts';
import { tenantRoute } from './routes.ts';
import { TenantActions } from './tenant-actions.tsx';
import { tenantQuery } from './tenant-queries.ts';

const TABS = [
  { label: 'Overview', path: '' },
  { label: 'Connection Settings', path: '/settings' },
  { label: 'Runs', path: '/runs' },
  { label: 'Schedule', path: '/schedule' },
  { label: 'Metadata', path: '/metadata' },
];

/** Head and tabs of one tenant. */
export function TenantLayout() {
  const { tenantId } = tenantRoute.useParams();
  const { data } = useSuspenseQuery(tenantQuery(tenantId));
  const tenant = data.data;
  const path = useLocation({ select: ({ pathname }) => pathname });
  const base = `/tenants/${tenantId}`;
  usePageTitle(tenant.name);
  return (
    <div className={frame.page}>
      <PageHead
        trail={
          <>
            <Link to="/tenants">Tenants</Link>
            <span aria-hidden="true">/</span>
            <Link to="/integrations/$integrationId" params={{ integrationId: tenant.integration_id }}>
              {tenant.integration_name}
            </Link>
          </>
        }
        title={tenant.name}
        mark={<Status display={tenantStatus(tenant)} />}
        actions={!tenant.archived && <TenantActions tenant={tenant} />}
      >
        <Tabs
          label="Tenant"
          tabs={TABS.map(({ label, path: part }) => {
            return { label, to: `${base}${part}`, isCurrent: path.replace(/\/$/, '') === `${base}${part}` };
          })}
        />
      </PageHead>
      <Outlet />
    </div>
  );
}
