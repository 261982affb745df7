import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { fieldError, useAction } from '../use-action.ts';
import { type User, usersQuery } from './people-queries.ts';
import { type HubRole, ROLE_OPTIONS } from './role-options.ts';

/** Changes what a person is called and may do. */
export function UserRoleDialog({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const [name, setName] = useState(user.name);
  const [role, setRole] = useState<HubRole>(user.role === 'partner' ? 'viewer' : user.role);
  const action = useAction();
  const queries = useQueryClient();
  const save = async (): Promise<void> => {
    const isDone = await action.start(async () => {
      await unwrap(api.PATCH('/v2/users/{id}', { params: { path: { id: user.id } }, body: { name, role } }));
      await queries.invalidateQueries({ queryKey: usersQuery().queryKey });
    });
    if (isDone) onClose();
  };
  return (
    <FormDialog
      title={`Change ${user.name}`}
      description="Another role ends the sessions of this person."
      onClose={onClose}
      onSubmit={() => void save()}
      action={action}
      failure="Nothing was changed"
      fields={['name', 'role']}
      submitLabel="Save"
      busyLabel="Saving…"
      canSubmit={name.trim() !== ''}
    >
      <TextField label="Name" isRequired value={name} onChange={setName} error={fieldError(action.problem, 'name')} />
      <Select label="Role" value={role} options={ROLE_OPTIONS} onChange={setRole} />
    </FormDialog>
  );
}
