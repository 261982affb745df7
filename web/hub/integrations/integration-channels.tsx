import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import type { Channel } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Panel } from '../../ui/panel.tsx';
import { releaseName, releasesQuery } from '../releases/release-queries.ts';
import { attempt } from '../use-action.ts';
import { ChannelDialog } from './channel-dialog.tsx';
import styles from './integration-channels.module.css';
import { channelsQuery, integrationQuery } from './integration-queries.ts';
import { integrationRoute } from './routes.ts';

/** Names that tenants follow instead of a release. */
export function IntegrationChannels() {
  const { integrationId } = integrationRoute.useParams();
  const { data: channels = [] } = useQuery(channelsQuery(integrationId));
  const [dialog, setDialog] = useState<Channel | 'new' | null>(null);
  const named = channels.filter(({ name }) => name !== 'Default' && name !== 'Latest');
  return (
    <Panel
      title="Channels"
      hint="A tenant that follows one moves when the channel does."
      isFlush
      actions={
        <Button size="small" icon={<Plus size={13} aria-hidden="true" />} onClick={() => setDialog('new')}>
          Add channel
        </Button>
      }
    >
      <ul>
        <BuiltIn integrationId={integrationId} />
        {named.map((channel) => (
          <Row key={channel.id} channel={channel} onMove={() => setDialog(channel)} />
        ))}
      </ul>
      {dialog && (
        <ChannelDialog
          integrationId={integrationId}
          channel={dialog === 'new' ? null : dialog}
          onClose={() => setDialog(null)}
        />
      )}
    </Panel>
  );
}

function BuiltIn({ integrationId }: { readonly integrationId: number }) {
  const { data: integration } = useQuery(integrationQuery(integrationId));
  return (
    <>
      <li className={styles.row}>
        <strong>Default</strong>
        <ReleaseLink integrationId={integrationId} releaseId={integration?.data.default_release_id ?? null} />
        <span className={styles.hint}>Moves when people make another release the default.</span>
      </li>
      <li className={styles.row}>
        <strong>Latest</strong>
        <span>The newest release</span>
        <span className={styles.hint}>Moves with each release of the tracked branch.</span>
      </li>
    </>
  );
}

function Row({ channel, onMove }: { readonly channel: Channel; readonly onMove: () => void }) {
  const [isAsking, setIsAsking] = useState(false);
  const queries = useQueryClient();
  const remove = async (): Promise<void> => {
    const isDone = await attempt('The channel could not be removed', async () => {
      await unwrap(api.DELETE('/v2/channels/{id}', { params: { path: { id: channel.id } } }));
      await queries.invalidateQueries({ queryKey: ['integration', channel.integration_id, 'channels'] });
    });
    if (!isDone) throw new Error('The failure is shown already.');
  };
  return (
    <li className={styles.row}>
      <strong>{channel.name}</strong>
      {channel.follows_latest ? (
        <span>The newest release</span>
      ) : (
        <ReleaseLink integrationId={channel.integration_id} releaseId={channel.release_id} />
      )}
      <span className={styles.actions}>
        <Button size="small" onClick={onMove}>
          Move…
        </Button>
        <Button size="small" variant="ghost" onClick={() => setIsAsking(true)}>
          Remove…
        </Button>
      </span>
      <Confirm
        title={`Remove the channel ${channel.name}?`}
        text="A channel that tenants follow can’t be removed."
        actionLabel={`Remove ${channel.name}`}
        busyLabel="Removing…"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={remove}
      />
    </li>
  );
}

function ReleaseLink({
  integrationId,
  releaseId,
}: {
  readonly integrationId: number;
  readonly releaseId: number | null;
}) {
  const { data: releases = [] } = useQuery(releasesQuery(integrationId));
  const release = releases.find(({ id }) => id === releaseId);
  if (releaseId === null) return <span>No release</span>;
  return (
    <Link to="/releases/$releaseId" params={{ releaseId }} className={styles.link}>
      {release ? releaseName(release) : `Release ${releaseId}`}
    </Link>
  );
}
