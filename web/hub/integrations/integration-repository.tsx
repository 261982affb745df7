import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
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
import { sourceConnectionsQuery } from '../settings/settings-queries.ts';
import { fieldError } from '../use-action.ts';
import { integrationQuery } from './integration-queries.ts';
import { RepositoryHook } from './repository-hook.tsx';
import { RepositoryTest } from './repository-test.tsx';
import { integrationRoute } from './routes.ts';
import { useSaveIntegration } from './use-save-integration.ts';

/** Where an integration's code is, whether the hub reaches it, and how it hears of pushes. */
export function IntegrationRepository() {
  const { integrationId } = integrationRoute.useParams();
  const { data } = useSuspenseQuery(integrationQuery(integrationId));
  return (
    <div className={frame.narrow}>
      <RepositoryForm key={data.etag} integration={data} />
      <RepositoryTest integration={data.data} />
      <RepositoryHook integrationId={integrationId} />
    </div>
  );
}

const FIELDS = ['repository_url', 'repository_tracking_branch', 'repository_path', 'source_connection_id'] as const;

interface Draft {
  readonly repository_url: string;
  readonly repository_tracking_branch: string;
  readonly repository_path: string;
  readonly connection: string;
}

function RepositoryForm({ integration }: { readonly integration: Tagged<Integration> }) {
  const { data } = integration;
  const saved: Draft = {
    repository_url: data.repository_url ?? '',
    repository_tracking_branch: data.repository_tracking_branch ?? '',
    repository_path: data.repository_path,
    connection: data.source_connection_id === null ? '' : String(data.source_connection_id),
  };
  const [draft, setDraft] = useState(saved);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const { save, problem, isBusy } = useSaveIntegration(data.id, integration.etag);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(saved);
  const submit = () => {
    const { connection, repository_url: url, repository_tracking_branch: branch, repository_path: path } = draft;
    return save({
      repository_url: url === '' ? null : url,
      repository_tracking_branch: branch === '' ? null : branch,
      repository_path: path,
      source_connection_id: connection === '' ? null : Number(connection),
    });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Panel title="Repository">
        <FormProblem title="It was not saved" problem={problem} fields={FIELDS} />
        <Fields draft={draft} set={set} problem={problem} />
      </Panel>
      <SaveBar isDirty={isDirty} isBusy={isBusy} onDiscard={() => setDraft(saved)} />
    </form>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  readonly problem: ApiProblem | null;
}

function Fields({ draft, set, problem }: FieldsProps) {
  const { data: connections = [] } = useQuery(sourceConnectionsQuery());
  const error = (name: string): string | undefined => fieldError(problem, name);
  return (
    <>
      <TextField
        label="Address"
        isMono
        type="url"
        value={draft.repository_url}
        onChange={(text) => set({ repository_url: text })}
        error={error('repository_url')}
      />
      <Select
        label="Source connection"
        hint="Private repositories are read with its token."
        value={draft.connection}
        options={[
          { value: '', label: 'None: the repository is public' },
          ...connections.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        onChange={(connection) => set({ connection })}
      />
      <TextField
        label="Branch"
        hint="Its pushes become releases."
        isMono
        value={draft.repository_tracking_branch}
        onChange={(text) => set({ repository_tracking_branch: text })}
        error={error('repository_tracking_branch')}
      />
      <TextField
        label="Path of PANDIUM.yaml"
        hint="Empty: at the top of the repository."
        isMono
        value={draft.repository_path}
        onChange={(text) => set({ repository_path: text })}
        error={error('repository_path')}
      />
    </>
  );
}
