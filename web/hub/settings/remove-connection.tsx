import { useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';
import type { SourceConnection } from '../../api/types.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { attempt } from '../use-action.ts';

interface RemoveConnectionProps {
  readonly connection: SourceConnection | null;
  readonly onClose: () => void;
}

/** Asks before a connection with its token is removed. */
export function RemoveConnection({ connection, onClose }: RemoveConnectionProps) {
  const queries = useQueryClient();
  const remove = async (): Promise<void> => {
    if (!connection) return;
    const isDone = await attempt('The connection could not be removed', async () => {
      await unwrap(api.DELETE('/v2/source_connections/{id}', { params: { path: { id: connection.id } } }));
      await queries.invalidateQueries({ queryKey: ['source-connections'] });
    });
    if (!isDone) throw new Error('The failure is shown already.');
  };
  return (
    <Confirm
      title={`Remove ${connection?.name ?? ''}?`}
      text="Its token is forgotten. A connection that integrations use can’t be removed."
      actionLabel={`Remove ${connection?.name ?? ''}`}
      busyLabel="Removing…"
      isOpen={connection !== null}
      onClose={onClose}
      onConfirm={remove}
    />
  );
}
