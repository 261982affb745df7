import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Tagged } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import type { Integration } from '../../api/types.ts';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormProblem } from '../form-problem.tsx';
import frame from '../frame.module.css';
import { SaveBar } from '../save-bar.tsx';
import { fieldError } from '../use-action.ts';
import { integrationQuery } from './integration-queries.ts';
import { integrationRoute } from './routes.ts';
import { useSaveIntegration } from './use-save-integration.ts';

/** Name and texts of an integration. */
export function IntegrationDetails() {
  const { integrationId } = integrationRoute.useParams();
  const { data } = useSuspenseQuery(integrationQuery(integrationId));
  return <DetailsForm key={data.etag} integration={data} />;
}

const FIELDS = ['long_name', 'short_description', 'long_description', 'external_link'] as const;

type Draft = Record<(typeof FIELDS)[number], string> & { default_release_channel: 'Default' | 'Latest' | '' };

function DetailsForm({ integration }: { readonly integration: Tagged<Integration> }) {
  const saved = toDraft(integration.data);
  const [draft, setDraft] = useState(saved);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const { save, problem, isBusy } = useSaveIntegration(integration.data.id, integration.etag);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(saved);
  const submit = () => {
    const { long_name: longName, default_release_channel: channel, ...texts } = draft;
    const nullable = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text === '' ? null : text]));
    return save({ long_name: longName, ...nullable, ...(channel !== '' && { default_release_channel: channel }) });
  };
  return (
    <form
      noValidate
      className={frame.narrow}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Panel title="What people see">
        <FormProblem title="It was not saved" problem={problem} fields={FIELDS} />
        <Texts integration={integration.data} draft={draft} set={set} problem={problem} />
      </Panel>
      {integration.data.type !== 'External' && (
        <Panel title="New tenants">
          <Select
            label="Release that a new tenant follows"
            hint="Default moves when people say so, Latest with each release that is built. Tenants can choose another."
            value={draft.default_release_channel}
            options={[
              { value: 'Default', label: 'Default' },
              { value: 'Latest', label: 'Latest' },
            ]}
            placeholder="A fixed release"
            onChange={(channel) => set({ default_release_channel: channel })}
          />
        </Panel>
      )}
      <SaveBar isDirty={isDirty} isBusy={isBusy} onDiscard={() => setDraft(saved)} />
    </form>
  );
}

interface TextsProps {
  readonly integration: Integration;
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  readonly problem: ApiProblem | null;
}

function Texts({ integration, draft, set, problem }: TextsProps) {
  const error = (path: string): string | undefined => fieldError(problem, path);
  return (
    <>
      <TextField
        label="Name"
        isRequired
        value={draft.long_name}
        onChange={(text) => set({ long_name: text })}
        error={error('long_name')}
      />
      <TextField
        label="Slug"
        hint="In addresses and the API."
        isMono
        isDisabled
        value={integration.name}
        onChange={() => {}}
      />
      <TextField
        label="Short description"
        hint="One sentence for its tile."
        value={draft.short_description}
        onChange={(text) => set({ short_description: text })}
        error={error('short_description')}
      />
      <TextField
        label="Long description"
        hint="Markdown."
        isLong
        value={draft.long_description}
        onChange={(text) => set({ long_description: text })}
        error={error('long_description')}
      />
      {integration.type === 'External' && (
        <TextField
          label="Link"
          type="url"
          value={draft.external_link}
          onChange={(text) => set({ external_link: text })}
          error={error('external_link')}
        />
      )}
    </>
  );
}

function toDraft(integration: Integration): Draft {
  return {
    long_name: integration.long_name,
    short_description: integration.short_description ?? '',
    long_description: integration.long_description ?? '',
    external_link: integration.external_link ?? '',
    default_release_channel: integration.default_release_channel ?? '',
  };
}
