import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Input, unwrap } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { fieldError, useAction } from '../use-action.ts';
import { apiKeysQuery } from './settings-queries.ts';

type Role = Input<'createApiKey'>['role'];

const ROLES: readonly { readonly value: Role; readonly label: string; readonly hint: string }[] = [
  { value: 'viewer', label: 'Viewer', hint: 'Reads everything, changes nothing' },
  { value: 'admin', label: 'Admin', hint: 'Everything but the owner' },
  { value: 'owner', label: 'Owner', hint: 'Everything' },
];

/** Makes a key and shows it once. */
export function CreateKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [expires, setExpires] = useState('');
  const [created, setCreated] = useState<string | null>(null);
  const action = useAction();
  const queries = useQueryClient();
  const create = () =>
    action.start(async () => {
      const body = { name, role, ...(expires !== '' && { expires_date: new Date(expires).toISOString() }) };
      const { api_key: key } = await unwrap(api.POST('/v2/api_keys', { body }));
      setCreated(key);
      await queries.invalidateQueries({ queryKey: apiKeysQuery().queryKey });
    });
  if (created !== null) {
    return (
      <Dialog
        title="The new key"
        isOpen
        onClose={onClose}
        footer={
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        }
      >
        <Notice tone="warn" title="Copy it now: it is not shown again">
          <CopyText text={created} label="the key" />
        </Notice>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title="Create key"
      onClose={onClose}
      onSubmit={() => void create()}
      action={action}
      failure="The key was not created"
      fields={['name', 'expires_date']}
      submitLabel="Create key"
      busyLabel="Creating…"
      canSubmit={name !== ''}
    >
      <TextField
        label="Name"
        hint="What uses it."
        isRequired
        value={name}
        onChange={setName}
        error={fieldError(action.problem, 'name')}
      />
      <Select label="Role" value={role} options={ROLES} onChange={setRole} />
      <TextField
        label="Expires"
        hint="Empty: it does not expire."
        type="date"
        value={expires}
        onChange={setExpires}
        error={fieldError(action.problem, 'expires_date')}
      />
    </FormDialog>
  );
}
