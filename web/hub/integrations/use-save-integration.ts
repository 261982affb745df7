import { useQueryClient } from '@tanstack/react-query';
import { api, type Input, unwrap } from '../../api/client.ts';
import { showToast } from '../../ui/toast.tsx';
import { type Action, useAction } from '../use-action.ts';

export interface SaveIntegration extends Action {
  /** Saves a change against the version that was shown. Returns whether it was saved. */
  readonly save: (change: Input<'patchIntegration'>) => Promise<boolean>;
}

/** Saves changes of an integration; refused with 412 if another person changed it since. */
export function useSaveIntegration(id: number, etag: string | null): SaveIntegration {
  const action = useAction();
  const queries = useQueryClient();
  const save = (body: Input<'patchIntegration'>) =>
    action.start(async () => {
      const params = { path: { id }, header: etag === null ? {} : { 'If-Match': etag } };
      await unwrap(api.PATCH('/v2/integrations/{id}', { params, body }));
      showToast({ title: 'Saved' });
      await queries.invalidateQueries({ queryKey: ['integration', id] });
      await queries.invalidateQueries({ queryKey: ['integrations'] });
    });
  return { ...action, save };
}
