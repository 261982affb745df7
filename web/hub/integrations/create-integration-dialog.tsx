import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { sourceConnectionsQuery } from '../settings/settings-queries.ts';
import { toSlug } from '../to-slug.ts';
import { fieldError, useAction } from '../use-action.ts';

const TYPES = [
  { value: 'Internal', label: 'Internal', hint: 'Runs here, from a git repository.' },
  { value: 'External', label: 'External', hint: 'Lives elsewhere: a tile with a link, no code.' },
] as const;

const FIELDS = [
  'name',
  'long_name',
  'repository_url',
  'repository_tracking_branch',
  'repository_path',
  'external_link',
];

interface Draft {
  readonly type: 'Internal' | 'External';
  readonly long_name: string;
  readonly name: string | null;
  readonly repository_url: string;
  readonly repository_tracking_branch: string;
  readonly repository_path: string;
  readonly external_link: string;
  readonly connection: string;
}

const EMPTY: Draft = {
  type: 'Internal',
  long_name: '',
  name: null,
  repository_url: '',
  repository_tracking_branch: 'main',
  repository_path: '',
  external_link: '',
  connection: '',
};

/** Makes an integration: of a repository, or of a link. */
export function CreateIntegrationDialog({ onClose }: { readonly onClose: () => void }) {
  const [draft, setDraft] = useState(EMPTY);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const slug = draft.name ?? toSlug(draft.long_name).replace(/^-+|-+$/g, '');
  const { create, action } = useCreate(draft, slug);
  const error = (path: string): string | undefined => fieldError(action.problem, path);
  return (
    <FormDialog
      title="New integration"
      onClose={onClose}
      onSubmit={() => void create()}
      action={action}
      failure="The integration was not created"
      fields={FIELDS}
      submitLabel="Create integration"
      busyLabel="Creating…"
      canSubmit={slug !== ''}
    >
      <RadioGroup label="Type" value={draft.type} options={TYPES} onChange={(type) => set({ type })} />
      <TextField
        label="Name"
        isRequired
        value={draft.long_name}
        onChange={(text) => set({ long_name: text })}
        error={error('long_name')}
      />
      <TextField
        label="Slug"
        hint="In addresses and the API: lower-case letters, digits and “-”."
        isRequired
        isMono
        value={slug}
        maxLength={63}
        onChange={(text) => set({ name: toSlug(text) })}
        error={error('name')}
      />
      {draft.type === 'Internal' ? (
        <RepositoryFields draft={draft} set={set} error={error} />
      ) : (
        <TextField
          label="Link"
          type="url"
          value={draft.external_link}
          onChange={(text) => set({ external_link: text })}
          error={error('external_link')}
        />
      )}
    </FormDialog>
  );
}

interface RepositoryFieldsProps {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  readonly error: (path: string) => string | undefined;
}

function RepositoryFields({ draft, set, error }: RepositoryFieldsProps) {
  const { data: connections = [] } = useQuery(sourceConnectionsQuery());
  return (
    <>
      <TextField
        label="Repository"
        hint="Its https address, as one clones it."
        isMono
        type="url"
        placeholder="https://github.com/acme/orders.git"
        value={draft.repository_url}
        onChange={(text) => set({ repository_url: text })}
        error={error('repository_url')}
      />
      {connections.length > 0 && (
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
      )}
      <TextField
        label="Branch"
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

function useCreate(draft: Draft, slug: string) {
  const action = useAction();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const idempotencyKey = useRef({ key: crypto.randomUUID(), body: '' });
  const create = () =>
    action.start(async () => {
      const body = { name: slug, long_name: draft.long_name, type: draft.type, ...kindOf(draft) };
      const text = JSON.stringify(body);
      // The same draft sent twice is one integration; a changed one is another request.
      if (idempotencyKey.current.body !== text) idempotencyKey.current = { key: crypto.randomUUID(), body: text };
      const params = { header: { 'Idempotency-Key': idempotencyKey.current.key } };
      const { id } = await unwrap(api.POST('/v2/integrations', { params, body }));
      await queries.invalidateQueries({ queryKey: ['integrations'] });
      await navigate({ to: '/integrations/$integrationId', params: { integrationId: id } });
    });
  return { create, action };
}

function kindOf(draft: Draft) {
  if (draft.type === 'External') return draft.external_link === '' ? {} : { external_link: draft.external_link };
  return {
    ...(draft.repository_url !== '' && { repository_url: draft.repository_url }),
    repository_tracking_branch: draft.repository_tracking_branch,
    repository_path: draft.repository_path,
    ...(draft.connection !== '' && { source_connection_id: Number(draft.connection) }),
  };
}
