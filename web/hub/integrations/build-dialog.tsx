import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import type { Integration } from '../../api/types.ts';
import { TextField } from '../../ui/text-field.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { fieldError, useAction } from '../use-action.ts';

/** Builds a branch as it is now. */
export function BuildDialog({
  integration,
  onClose,
}: {
  readonly integration: Integration;
  readonly onClose: () => void;
}) {
  const [branch, setBranch] = useState(integration.repository_tracking_branch ?? '');
  const [tag, setTag] = useState('');
  const idempotencyKey = useRef(crypto.randomUUID());
  const action = useAction();
  const navigate = useNavigate();
  const build = () =>
    action.start(async () => {
      const body = { integration_id: integration.id, ...(branch !== '' && { branch }), ...(tag !== '' && { tag }) };
      const params = { header: { 'Idempotency-Key': idempotencyKey.current } };
      const { id } = await unwrap(api.POST('/v2/sourcecontrol/build', { params, body }));
      await navigate({ to: '/releases/$releaseId', params: { releaseId: id } });
    });
  return (
    <FormDialog
      title="Build now"
      description="Makes a release of the newest commit of a branch."
      onClose={onClose}
      onSubmit={() => void build()}
      action={action}
      failure="The build was not queued"
      fields={['branch', 'tag']}
      submitLabel="Build now"
      busyLabel="Queueing…"
    >
      <TextField
        label="Branch"
        isMono
        value={branch}
        onChange={setBranch}
        error={fieldError(action.problem, 'branch')}
      />
      <TextField
        label="Tag"
        hint="A label for people; it may repeat and is no git tag."
        value={tag}
        onChange={setTag}
        error={fieldError(action.problem, 'tag')}
      />
    </FormDialog>
  );
}
