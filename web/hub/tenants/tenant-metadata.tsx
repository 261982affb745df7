import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { parseJsonObject } from '../parse-json-object.ts';
import { useAction } from '../use-action.ts';
import { tenantRoute } from './routes.ts';
import styles from './tenant-metadata.module.css';
import { tenantMetadataQuery } from './tenant-queries.ts';

/** What runs keep from one to the next, as JSON. */
export function TenantMetadata() {
  const { tenantId } = tenantRoute.useParams();
  const { data } = useSuspenseQuery(tenantMetadataQuery(tenantId));
  const [isEditing, setIsEditing] = useState(false);
  return (
    <Panel
      title="Metadata"
      hint="What its runs printed last, and what people set. The next run gets it."
      actions={
        <Button size="small" onClick={() => setIsEditing(true)}>
          Change…
        </Button>
      }
    >
      <pre className={styles.json} tabIndex={0}>
        {JSON.stringify(data.data, null, 2)}
      </pre>
      {isEditing && <PatchDialog tenantId={tenantId} onClose={() => setIsEditing(false)} />}
    </Panel>
  );
}

function PatchDialog({ tenantId, onClose }: { readonly tenantId: number; readonly onClose: () => void }) {
  const [text, setText] = useState('{\n  \n}');
  const [error, setError] = useState<string>();
  const action = useAction();
  const queries = useQueryClient();
  const save = async (): Promise<void> => {
    const parsed = parseJsonObject(text);
    setError(parsed.error);
    const { value } = parsed;
    if (!value) return;
    const isDone = await action.start(async () => {
      await unwrap(api.PATCH('/v2/tenants/{id}/metadata', { params: { path: { id: tenantId } }, body: value }));
      await queries.invalidateQueries({ queryKey: ['tenant', tenantId] });
    });
    if (isDone) onClose();
  };
  return (
    <FormDialog
      title="Change metadata"
      description="Keys given here are set; all others stay. null removes a key."
      onClose={onClose}
      onSubmit={() => void save()}
      action={action}
      failure="The metadata was not changed"
      submitLabel="Save"
      busyLabel="Saving…"
    >
      <TextField label="Keys to set" isLong isMono value={text} onChange={setText} error={error} />
    </FormDialog>
  );
}
