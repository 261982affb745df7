import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Archive, ChevronDown, CirclePause, CirclePlay, Ellipsis, History } from 'lucide-react';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import type { Tenant } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toast.tsx';
import { attempt } from '../use-action.ts';
import { BackfillDialog } from './backfill-dialog.tsx';
import { PauseDialog } from './pause-dialog.tsx';

type Layer = 'pause' | 'backfill' | 'archive' | null;

/** What can be done with a tenant: pause, sync, backfill, archive. */
export function TenantActions({ tenant }: { readonly tenant: Tenant }) {
  const [layer, setLayer] = useState<Layer>(null);
  const close = (): void => setLayer(null);
  const sync = useSync(tenant);
  const resume = useResume(tenant);
  return (
    <>
      {tenant.paused ? (
        <Button icon={<CirclePlay size={14} aria-hidden="true" />} onClick={resume}>
          Resume
        </Button>
      ) : (
        <Button icon={<CirclePause size={14} aria-hidden="true" />} onClick={() => setLayer('pause')}>
          Pause…
        </Button>
      )}
      <Menu
        trigger={
          <Button variant="primary" icon={<CirclePlay size={14} aria-hidden="true" />}>
            Sync Now <ChevronDown size={13} aria-hidden="true" />
          </Button>
        }
        items={[
          { label: 'Sync', hint: 'Moves data as the schedule does', onSelect: () => void sync('normal') },
          { label: 'Init sync', hint: 'Fetches the options of its form', onSelect: () => void sync('init') },
        ]}
      />
      <Menu
        trigger={<IconButton label="More actions" icon={<Ellipsis size={16} />} />}
        items={[
          { label: 'Backfill…', icon: <History size={15} />, onSelect: () => setLayer('backfill') },
          {
            label: 'Archive…',
            icon: <Archive size={15} />,
            isDanger: true,
            isSeparated: true,
            onSelect: () => setLayer('archive'),
          },
        ]}
      />
      {layer === 'pause' && <PauseDialog tenant={tenant} onClose={close} />}
      {layer === 'backfill' && <BackfillDialog tenant={tenant} onClose={close} />}
      <ArchiveTenant tenant={tenant} isOpen={layer === 'archive'} onClose={close} />
    </>
  );
}

function useSync(tenant: Tenant) {
  const queries = useQueryClient();
  return (mode: 'normal' | 'init') =>
    attempt('The sync could not be queued', async () => {
      const params = { path: { id: tenant.id }, query: { mode }, header: { 'Idempotency-Key': crypto.randomUUID() } };
      await unwrap(api.POST('/v2/tenants/{id}/sync', { params, body: {} }));
      showToast({ title: mode === 'init' ? 'Init sync queued' : 'Sync queued' });
      await queries.invalidateQueries({ queryKey: ['tenant', tenant.id] });
    });
}

function useResume(tenant: Tenant) {
  const queries = useQueryClient();
  return () =>
    void attempt('The tenant could not be resumed', async () => {
      await unwrap(api.POST('/v2/tenants/{id}/resume', { params: { path: { id: tenant.id } } }));
      showToast({ title: `${tenant.name} resumed` });
      await queries.invalidateQueries({ queryKey: ['tenant', tenant.id] });
    });
}

interface ArchiveTenantProps {
  readonly tenant: Tenant;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function ArchiveTenant({ tenant, isOpen, onClose }: ArchiveTenantProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const archive = async (): Promise<void> => {
    const isDone = await attempt('The tenant could not be archived', async () => {
      await unwrap(api.DELETE('/v2/tenants/{id}', { params: { path: { id: tenant.id } } }));
      await queries.invalidateQueries({ queryKey: ['tenants'] });
      await navigate({ to: '/tenants' });
    });
    if (!isDone) throw new Error('The failure is shown already.');
  };
  return (
    <Confirm
      title={`Archive ${tenant.name}?`}
      text="It stops for good: no more syncs, and its stored credentials are removed. Its runs and logs stay until they expire."
      actionLabel={`Archive ${tenant.name}`}
      busyLabel="Archiving…"
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={archive}
    />
  );
}
