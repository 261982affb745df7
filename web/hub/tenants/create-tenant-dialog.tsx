import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, type Input, unwrap } from '../../api/client.ts';
import { Combobox } from '../../ui/combobox.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { integrationNamesQuery } from '../integrations/integration-queries.ts';
import { toSlug } from '../to-slug.ts';
import { fieldError, useAction } from '../use-action.ts';

interface CreateTenantProps {
  /** Chosen from the start where the list was narrowed to it. */
  readonly integrationId: number | undefined;
  readonly onClose: () => void;
}

const FOLLOWS = [
  { value: '', label: 'As the integration says' },
  { value: 'Default', label: 'Default', hint: 'The release that people made the default' },
  { value: 'Latest', label: 'Latest', hint: 'The newest one that was built' },
] as const;

/** Installs an integration for a customer. */
export function CreateTenantDialog({ integrationId, onClose }: CreateTenantProps) {
  const { data: integrations = [] } = useQuery(integrationNamesQuery());
  const options = integrations.map(({ id, name }) => ({ key: String(id), label: name }));
  const [chosen, setChosen] = useState<string | undefined>(
    integrationId === undefined ? undefined : String(integrationId),
  );
  const [name, setName] = useState('');
  const [user, setUser] = useState('');
  const [follows, setFollows] = useState<'' | 'Default' | 'Latest'>('');
  const { create, action } = useCreate();
  const submit = () =>
    create({
      name,
      integration_id: Number(chosen),
      ...(user !== '' && { end_user_id: user }),
      ...(follows !== '' && { integration_release_channel: follows }),
    });
  return (
    <FormDialog
      title="New tenant"
      description="It starts paused, so that its settings can be filled in first."
      onClose={onClose}
      onSubmit={() => void submit()}
      action={action}
      failure="The tenant was not created"
      fields={['name', 'end_user_id']}
      submitLabel="Create tenant"
      busyLabel="Creating…"
      canSubmit={chosen !== undefined && name !== ''}
    >
      <Combobox
        label="Integration"
        isRequired
        value={options.find(({ key }) => key === chosen) ?? null}
        options={options}
        onChange={(option) => setChosen(option?.key)}
      />
      <TextField
        label="Name"
        hint="Lower-case letters, digits and “-”."
        isRequired
        value={name}
        onChange={(text) => setName(toSlug(text))}
        maxLength={63}
        error={fieldError(action.problem, 'name')}
      />
      <TextField
        label="End user"
        hint="The customer’s id in your own product."
        value={user}
        onChange={setUser}
        error={fieldError(action.problem, 'end_user_id')}
      />
      <Select label="Release to follow" value={follows} options={FOLLOWS} onChange={setFollows} />
    </FormDialog>
  );
}

/** One tenant for one dialog, however often the button is pressed. */
function useCreate() {
  const idempotencyKey = useRef({ key: crypto.randomUUID(), body: '' });
  const action = useAction();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const create = (body: Input<'createTenant'>) =>
    action.start(async () => {
      const text = JSON.stringify(body);
      if (idempotencyKey.current.body !== text) idempotencyKey.current = { key: crypto.randomUUID(), body: text };
      const params = { header: { 'Idempotency-Key': idempotencyKey.current.key } };
      const { id } = await unwrap(api.POST('/v2/tenants', { params, body }));
      await queries.invalidateQueries({ queryKey: ['tenants'] });
      await navigate({ to: '/tenants/$tenantId/settings', params: { tenantId: id } });
    });
  return { create, action };
}
