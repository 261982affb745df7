import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output, unwrap } from '../../api/client.ts';
import type { Tenant } from '../../api/types.ts';
import { countOf } from '../../text/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { useAction } from '../use-action.ts';

const DAY_MS = 86_400_000;

/** Runs what a schedule missed in a range: first it is counted, then queued. */
export function BackfillDialog({ tenant, onClose }: { readonly tenant: Tenant; readonly onClose: () => void }) {
  const [from, setFrom] = useState(toLocal(new Date(Date.now() - DAY_MS)));
  const [to, setTo] = useState(toLocal(new Date()));
  const [found, setFound] = useState<Output<'backfillTenant'> | null>(null);
  const action = useAction();
  const queries = useQueryClient();
  const send = (isTrial: boolean) => {
    const body = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), dry_run: isTrial };
    return unwrap(api.POST('/v2/tenants/{id}/backfill', { params: { path: { id: tenant.id } }, body }));
  };
  const proceed = async (): Promise<void> => {
    const isTrial = found === null;
    const isDone = await action.start(async () => {
      const result = await send(isTrial);
      if (isTrial) setFound(result);
      else showToast({ title: `${countOf(result.queued, 'missed sync', 'missed syncs')} queued` });
      await queries.invalidateQueries({ queryKey: ['tenant', tenant.id] });
    });
    if (isDone && !isTrial) onClose();
  };
  const change = (set: (value: string) => void) => (value: string) => {
    set(value);
    setFound(null);
  };
  return (
    <FormDialog
      title="Backfill"
      description="Queues the syncs that the schedule should have started in this range and did not."
      onClose={onClose}
      onSubmit={() => void proceed()}
      action={action}
      failure="It could not be backfilled"
      submitLabel={found === null ? 'Count missed syncs' : `Queue ${countOf(found.count, 'sync', 'syncs')}`}
      busyLabel="Counting…"
      canSubmit={found?.count !== 0}
    >
      <TextField label="From" type="datetime-local" isRequired value={from} onChange={change(setFrom)} />
      <TextField label="To" type="datetime-local" isRequired value={to} onChange={change(setTo)} />
      {found && (
        <Notice
          tone="info"
          title={found.count === 0 ? 'Nothing was missed' : `${countOf(found.count, 'sync was', 'syncs were')} missed`}
        />
      )}
    </FormDialog>
  );
}

/** Returns a time as `datetime-local` takes it, in the viewer's zone. */
function toLocal(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
