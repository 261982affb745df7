import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Archive, Ellipsis, Hammer } from 'lucide-react';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import type { Integration } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Status } from '../../ui/status.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import frame from '../frame.module.css';
import { INTEGRATION_STATUSES } from '../statuses.ts';
import { attempt } from '../use-action.ts';
import { usePageTitle } from '../use-page-title.ts';
import { BuildDialog } from './build-dialog.tsx';
import { integrationQuery } from './integration-queries.ts';
import { integrationRoute } from './routes.ts';

const TABS = [
  { label: 'Overview', path: '' },
  { label: 'Releases', path: '/releases', isInternal: true },
  { label: 'Rollouts', path: '/rollouts', isInternal: true },
  { label: 'Channels', path: '/channels', isInternal: true },
  { label: 'Repository', path: '/repository', isInternal: true },
  { label: 'Schedule', path: '/schedule', isInternal: true },
  { label: 'Limits', path: '/limits', isInternal: true },
  { label: 'Details', path: '/details' },
];

/** Head and tabs of one integration. */
export function IntegrationLayout() {
  const { integrationId } = integrationRoute.useParams();
  const { data } = useSuspenseQuery(integrationQuery(integrationId));
  const integration = data.data;
  const path = useLocation({ select: ({ pathname }) => pathname.replace(/\/$/, '') });
  const base = `/integrations/${integrationId}`;
  const isExternal = integration.type === 'External';
  usePageTitle(integration.long_name || integration.name);
  return (
    <div className={frame.page}>
      <PageHead
        trail={<Link to="/integrations">Integrations</Link>}
        title={integration.long_name || integration.name}
        mark={<Status display={INTEGRATION_STATUSES[integration.state]} />}
        actions={!integration.archived && <Actions integration={integration} />}
      >
        <Tabs
          label="Integration"
          tabs={TABS.filter(({ isInternal }) => !(isInternal && isExternal)).map(({ label, path: part }) => {
            const to = `${base}${part}`;
            return { label, to, isCurrent: part === '' ? path === base : path.startsWith(to) };
          })}
        />
      </PageHead>
      <Outlet />
    </div>
  );
}

function Actions({ integration }: { readonly integration: Integration }) {
  const [layer, setLayer] = useState<'build' | 'archive' | null>(null);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const archive = async (): Promise<void> => {
    const isDone = await attempt('The integration could not be archived', async () => {
      await unwrap(api.DELETE('/v2/integrations/{id}', { params: { path: { id: integration.id } } }));
      await queries.invalidateQueries({ queryKey: ['integrations'] });
      await navigate({ to: '/integrations' });
    });
    if (!isDone) throw new Error('The failure is shown already.');
  };
  return (
    <>
      {integration.type !== 'External' && (
        <Button variant="primary" icon={<Hammer size={14} aria-hidden="true" />} onClick={() => setLayer('build')}>
          Build now…
        </Button>
      )}
      <Menu
        trigger={<IconButton label="More actions" icon={<Ellipsis size={16} />} />}
        items={[
          { label: 'Archive…', icon: <Archive size={15} />, isDanger: true, onSelect: () => setLayer('archive') },
        ]}
      />
      {layer === 'build' && <BuildDialog integration={integration} onClose={() => setLayer(null)} />}
      <Confirm
        title={`Archive ${integration.long_name}?`}
        text="It takes no more pushes and can’t be installed any more. An integration with live tenants can’t be archived."
        actionLabel={`Archive ${integration.long_name}`}
        busyLabel="Archiving…"
        isOpen={layer === 'archive'}
        onClose={() => setLayer(null)}
        onConfirm={archive}
      />
    </>
  );
}
