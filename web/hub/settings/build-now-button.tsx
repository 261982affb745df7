import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { attempt } from '../use-action.ts';

/** Builds the newest commit of the tracked branch and goes to the build. */
export function BuildNowButton({ integrationId }: { readonly integrationId: number }) {
  const [isBusy, setIsBusy] = useState(false);
  const navigate = useNavigate();
  const build = async (): Promise<void> => {
    setIsBusy(true);
    await attempt('The build was not queued', async () => {
      const params = { header: { 'Idempotency-Key': crypto.randomUUID() } };
      const { id } = await unwrap(
        api.POST('/v2/sourcecontrol/build', { params, body: { integration_id: integrationId } }),
      );
      await navigate({ to: '/releases/$releaseId', params: { releaseId: id } });
    });
    setIsBusy(false);
  };
  return (
    <Button size="small" isBusy={isBusy} busyLabel="Queueing…" onClick={build}>
      Build now
    </Button>
  );
}
