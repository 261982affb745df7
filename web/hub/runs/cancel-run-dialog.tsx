import { useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import type { Run } from '../../api/types.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { showToast } from '../../ui/toast.tsx';
import { runQuery } from './run-queries.ts';

interface CancelRunProps {
  readonly run: Run;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks before a run is cancelled. */
export function CancelRunDialog({ run, isOpen, onClose }: CancelRunProps) {
  const queries = useQueryClient();
  const cancel = async (): Promise<void> => {
    try {
      await unwrap(api.POST('/v2/runs/{id}/cancel', { params: { path: { id: run.id } } }));
      await queries.invalidateQueries({ queryKey: runQuery(run.id).queryKey });
    } catch (error) {
      showToast({ tone: 'bad', title: 'The run could not be cancelled', text: problemOf(error).message });
      throw error;
    }
  };
  return (
    <Confirm
      title="Cancel this run?"
      text="It gets a few seconds to end by itself, then it is stopped. What it has already sent to other systems stays."
      actionLabel="Cancel run"
      busyLabel="Cancelling…"
      keepLabel="Keep running"
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={cancel}
    />
  );
}
