import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import type { Channel } from '../../api/types.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { releaseName, releasesQuery } from '../releases/release-queries.ts';
import { toSlug } from '../to-slug.ts';
import { fieldError, useAction } from '../use-action.ts';

interface ChannelDialogProps {
  readonly integrationId: number;
  /** The one to be moved, null for a new one. */
  readonly channel: Channel | null;
  readonly onClose: () => void;
}

const LATEST = 'latest';

/** Makes a channel, or moves one with the tenants that follow it. */
export function ChannelDialog({ integrationId, channel, onClose }: ChannelDialogProps) {
  const { data: releases = [] } = useQuery(releasesQuery(integrationId));
  const [name, setName] = useState(channel?.name ?? '');
  const [target, setTarget] = useState(channel?.follows_latest ? LATEST : String(channel?.release_id ?? LATEST));
  const action = useAction();
  const queries = useQueryClient();
  const submit = async (): Promise<void> => {
    const change = target === LATEST ? { follows_latest: true } : { release_id: Number(target) };
    const isDone = await action.start(async () => {
      if (channel) await unwrap(api.PATCH('/v2/channels/{id}', { params: { path: { id: channel.id } }, body: change }));
      else {
        const params = { path: { id: integrationId } };
        await unwrap(api.POST('/v2/integrations/{id}/channels', { params, body: { name, ...change } }));
      }
      await queries.invalidateQueries({ queryKey: ['integration', integrationId] });
    });
    if (isDone) onClose();
  };
  const ready = releases.filter(({ state }) => state === 'ready');
  return (
    <FormDialog
      title={channel ? `Move ${channel.name}` : 'New channel'}
      description={
        channel
          ? 'Tenants that follow it move with their next sync; those that a release does not fit stay and are held.'
          : undefined
      }
      onClose={onClose}
      onSubmit={() => void submit()}
      action={action}
      failure="It was not saved"
      fields={['name', 'release_id']}
      submitLabel={channel ? 'Move channel' : 'Add channel'}
      busyLabel="Saving…"
      canSubmit={name !== ''}
    >
      {!channel && (
        <TextField
          label="Name"
          isRequired
          value={name}
          onChange={(text) => setName(toSlug(text))}
          error={fieldError(action.problem, 'name')}
        />
      )}
      <Select
        label="Points to"
        value={target}
        options={[
          { value: LATEST, label: 'The newest release' },
          ...ready.map((release) => ({ value: String(release.id), label: releaseName(release) })),
        ]}
        onChange={setTarget}
        error={fieldError(action.problem, 'release_id')}
      />
    </FormDialog>
  );
}
