import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { fieldError, useAction } from '../use-action.ts';
import { usersQuery } from './people-queries.ts';
import { type HubRole, ROLE_OPTIONS } from './role-options.ts';

/** Mails a person a link to set a password. */
export function InviteUserDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<HubRole>('viewer');
  const action = useAction();
  const queries = useQueryClient();
  const invite = async (): Promise<void> => {
    const isDone = await action.start(async () => {
      await unwrap(api.POST('/v2/users', { body: { name, email, role } }));
      await queries.invalidateQueries({ queryKey: usersQuery().queryKey });
    });
    if (!isDone) return;
    showToast({ tone: 'ok', title: `An invitation is on its way to ${email}` });
    onClose();
  };
  return (
    <FormDialog
      title="Invite user"
      description="The person gets a link to set a password. It works once, for 7 days."
      onClose={onClose}
      onSubmit={() => void invite()}
      action={action}
      failure="Nobody was invited"
      fields={['name', 'email']}
      submitLabel="Send invitation"
      busyLabel="Sending…"
      canSubmit={name.trim() !== '' && email.trim() !== ''}
    >
      <TextField label="Name" isRequired value={name} onChange={setName} error={fieldError(action.problem, 'name')} />
      <TextField
        label="E-mail"
        isRequired
        type="email"
        value={email}
        onChange={setEmail}
        error={fieldError(action.problem, 'email')}
      />
      <Select label="Role" value={role} options={ROLE_OPTIONS} onChange={setRole} />
    </FormDialog>
  );
}
