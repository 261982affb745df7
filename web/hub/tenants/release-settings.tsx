import { useQuery } from '@tanstack/react-query';
import type { Tagged } from '../../api/client.ts';
import type { Tenant } from '../../api/types.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { channelsQuery } from '../integrations/integration-queries.ts';
import { releaseName, releasesQuery } from '../releases/release-queries.ts';
import { useSaveTenant } from './use-save-tenant.ts';

/** Which release a tenant runs from its next sync on. */
export function ReleaseSettings({ tenant }: { readonly tenant: Tagged<Tenant> }) {
  const { data } = tenant;
  const { data: channels = [] } = useQuery(channelsQuery(data.integration_id));
  const { data: releases = [] } = useQuery(releasesQuery(data.integration_id));
  const save = useSaveTenant(data.id);
  const ready = releases.filter(({ state, id }) => state === 'ready' || id === data.integration_release_id);
  const named = channels.filter(({ name }) => name !== 'Default' && name !== 'Latest');
  const options = [
    { value: 'channel:Default', label: 'Default', hint: 'Moves when people make another release the default' },
    { value: 'channel:Latest', label: 'Latest', hint: 'Moves with each release that is built' },
    ...named.map(({ name }) => ({ value: `channel:${name}`, label: name, hint: 'A channel of this integration' })),
    ...ready.map((release) => ({
      value: `release:${release.id}`,
      label: releaseName(release),
      hint: 'Stays on this release',
    })),
  ];
  const { release_channel: channel, integration_release_id: fixed } = data;
  const value = channel === null ? `release:${fixed ?? ''}` : `channel:${channel}`;
  const choose = (chosen: string): void => {
    const [kind, name = ''] = chosen.split(/:(.*)/s);
    const change =
      kind === 'channel' ? { integration_release_channel: name } : { integration_release_id: Number(name) };
    void save.start(change, tenant.etag);
  };
  return (
    <Panel title="Release">
      {save.problem && (
        <Notice tone="bad" title="The release was not changed">
          {save.problem.message}
        </Notice>
      )}
      <Select
        label="Follow"
        hint="What this tenant runs from its next sync on."
        value={options.some((option) => option.value === value) ? value : null}
        placeholder="No release yet"
        options={options}
        isDisabled={save.isBusy || data.archived}
        onChange={choose}
      />
    </Panel>
  );
}
