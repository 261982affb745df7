import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import type { SourceConnection } from '../../api/types.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { type Action, fieldError, useAction } from '../use-action.ts';
import { PROVIDERS } from './source-control-words.ts';

interface ConnectionDialogProps {
  /** Null for a new one. */
  readonly connection: SourceConnection | null;
  readonly onClose: () => void;
}

type Provider = SourceConnection['provider'];

const OPTIONS = Object.entries(PROVIDERS).map(([value, label]) => ({ value: value as Provider, label }));
const FIELDS = ['name', 'host', 'username', 'secret'];

/** A git host with the token that the hub reads it with; a token that is there is never shown. */
export function SourceConnectionDialog({ connection, onClose }: ConnectionDialogProps) {
  const [draft, setDraft] = useState<Draft>({
    name: connection?.name ?? '',
    provider: connection?.provider ?? 'github',
    host: connection?.host ?? '',
    username: connection?.username ?? '',
    secret: '',
  });
  const { action, save } = useSave(connection);
  const submit = async (): Promise<void> => {
    if (await save(draft)) onClose();
  };
  return (
    <FormDialog
      title={connection ? `Edit ${connection.name}` : 'Add connection'}
      onClose={onClose}
      onSubmit={() => void submit()}
      action={action}
      failure="The connection was not saved"
      fields={FIELDS}
      submitLabel={connection ? 'Save' : 'Add connection'}
      busyLabel="Saving…"
      canSubmit={draft.name !== ''}
    >
      <Fields {...{ connection, draft, action }} set={(change) => setDraft({ ...draft, ...change })} />
    </FormDialog>
  );
}

interface Draft {
  readonly name: string;
  readonly provider: Provider;
  readonly host: string;
  readonly username: string;
  readonly secret: string;
}

interface FieldsProps {
  readonly connection: SourceConnection | null;
  readonly draft: Draft;
  readonly action: Action;
  readonly set: (change: Partial<Draft>) => void;
}

function Fields({ connection, draft, action, set }: FieldsProps) {
  const { provider } = draft;
  const error = (path: string): string | undefined => fieldError(action.problem, path);
  return (
    <>
      <TextField label="Name" isRequired value={draft.name} onChange={(name) => set({ name })} error={error('name')} />
      <Select
        label="Git host"
        value={provider}
        options={OPTIONS}
        isDisabled={connection !== null}
        onChange={(chosen) => set({ provider: chosen })}
      />
      {(provider === 'git' || provider === 'gitlab' || provider === 'github') && (
        <TextField
          label="Host"
          hint={provider === 'git' ? 'As in git.example.com.' : 'Only where it is your own installation.'}
          isMono
          isDisabled={connection !== null}
          value={draft.host}
          onChange={(host) => set({ host })}
          error={error('host')}
        />
      )}
      <TextField
        label="User name"
        hint="Only where the host asks for one beside the token."
        value={draft.username}
        onChange={(username) => set({ username })}
        error={error('username')}
      />
      <TextField
        label="Token"
        hint={
          connection?.has_secret
            ? 'One is stored and never shown. Empty: it stays.'
            : 'Stored sealed and never shown again. It needs to read repositories, no more.'
        }
        type="password"
        autoComplete="new-password"
        isMono
        value={draft.secret}
        onChange={(secret) => set({ secret })}
        error={error('secret')}
      />
    </>
  );
}

function useSave(connection: SourceConnection | null) {
  const action = useAction();
  const queries = useQueryClient();
  const save = ({ name, provider, host, username, secret }: Draft) =>
    action.start(async () => {
      const change = {
        name,
        ...(username !== (connection?.username ?? '') && { username: username === '' ? null : username }),
        ...(secret !== '' && { secret }),
      };
      const created = { ...change, provider, ...(host !== '' && { host }) };
      if (connection) {
        const params = { path: { id: connection.id } };
        await unwrap(api.PATCH('/v2/source_connections/{id}', { params, body: change }));
      } else await unwrap(api.POST('/v2/source_connections', { body: created }));
      await queries.invalidateQueries({ queryKey: ['source-connections'] });
    });
  return { action, save };
}
