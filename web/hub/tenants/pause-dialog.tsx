import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import type { Tenant } from '../../api/types.ts';
import { TextField } from '../../ui/text-field.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { fieldError, useAction } from '../use-action.ts';

/** Pauses a tenant, with a note for the others and an end where one is known. */
export function PauseDialog({ tenant, onClose }: { readonly tenant: Tenant; readonly onClose: () => void }) {
  const [note, setNote] = useState('');
  const [until, setUntil] = useState('');
  const action = useAction();
  const queries = useQueryClient();
  const pause = async (): Promise<void> => {
    const isDone = await action.start(async () => {
      const body = { ...(note !== '' && { note }), ...(until !== '' && { until: new Date(until).toISOString() }) };
      await unwrap(api.POST('/v2/tenants/{id}/pause', { params: { path: { id: tenant.id } }, body }));
      await queries.invalidateQueries({ queryKey: ['tenant', tenant.id] });
    });
    if (isDone) onClose();
  };
  return (
    <FormDialog
      title={`Pause ${tenant.name}`}
      description="A run under way ends as it would. Nothing new starts until it is resumed."
      onClose={onClose}
      onSubmit={() => void pause()}
      action={action}
      failure="It was not paused"
      fields={['note', 'until']}
      submitLabel="Pause"
      busyLabel="Pausing…"
    >
      <TextField
        label="Note"
        hint="Why, for those who find it paused."
        value={note}
        onChange={setNote}
        maxLength={500}
        error={fieldError(action.problem, 'note')}
      />
      <TextField
        label="Until"
        hint="It resumes by itself then. Empty: until somebody resumes it."
        type="datetime-local"
        value={until}
        onChange={setUntil}
        error={fieldError(action.problem, 'until')}
      />
    </FormDialog>
  );
}
