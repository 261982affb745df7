import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { attempt } from '../use-action.ts';

/** Starts the init sync that fetches the options of a tenant's form, or joins the one under way. */
export function useRefreshOptions(id: number) {
  const [isBusy, setIsBusy] = useState(false);
  const queries = useQueryClient();
  const start = async (): Promise<void> => {
    setIsBusy(true);
    await attempt('The options could not be fetched', async () => {
      const params = { path: { id }, header: { 'Idempotency-Key': crypto.randomUUID() } };
      await unwrap(api.POST('/v2/tenants/{id}/configs/refresh', { params }));
      await queries.invalidateQueries({ queryKey: ['tenant', id] });
    });
    setIsBusy(false);
  };
  return { isBusy, start: () => void start() };
}
