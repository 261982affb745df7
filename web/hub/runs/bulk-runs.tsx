import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { countOf, formatNumber } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { showToast } from '../../ui/toast.tsx';
import { attempt } from '../use-action.ts';

interface BulkRunsProps {
  readonly ids: readonly number[];
  readonly onClear: () => void;
}

type Verb = 'cancel' | 'rerun';

interface Asked {
  readonly verb: Verb;
  readonly count: number;
}

const VERBS = {
  cancel: {
    label: 'Cancel',
    busy: 'Cancelling…',
    done: 'cancelled',
    path: '/v2/runs/bulk_cancel',
    text: 'Those that have ended stay as they are. What runs have already sent to other systems stays.',
  },
  rerun: {
    label: 'Rerun',
    busy: 'Queueing…',
    done: 'queued again',
    path: '/v2/runs/bulk_rerun',
    text: 'Each that has ended is queued once more with the release, configs and state that it had.',
  },
} as const;

/** What can be done with the runs that are selected, after the hub has counted those that it fits. */
export function BulkRuns({ ids, onClear }: BulkRunsProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const queries = useQueryClient();
  const filter = { ids: [...ids] };
  const count = (verb: Verb) =>
    attempt('The runs could not be counted', async () => {
      const result = await unwrap(api.POST(VERBS[verb].path, { body: { filter, dry_run: true } }));
      setAsked({ verb, count: result.count });
    });
  const apply = async (): Promise<void> => {
    if (!asked) return;
    const { path, done } = VERBS[asked.verb];
    const isDone = await attempt(`The runs could not be ${done}`, async () => {
      const result = await unwrap(api.POST(path, { body: { filter, expected_count: asked.count } }));
      showToast({ title: `${countOf(result.changed, 'run')} ${done}` });
      await queries.invalidateQueries({ queryKey: ['runs'] });
      onClear();
    });
    if (!isDone) throw new Error('The failure is shown already.');
  };
  const verb = VERBS[asked?.verb ?? 'cancel'];
  return (
    <>
      <strong>{`${formatNumber(ids.length)} selected`}</strong>
      <Button size="small" onClick={() => void count('rerun')}>
        Rerun…
      </Button>
      <Button size="small" variant="danger" onClick={() => void count('cancel')}>
        Cancel runs…
      </Button>
      <Button size="small" variant="ghost" onClick={onClear}>
        Clear
      </Button>
      <Confirm
        title={`${verb.label} ${countOf(asked?.count ?? 0, 'run')}?`}
        text={verb.text}
        actionLabel={`${verb.label} ${countOf(asked?.count ?? 0, 'run')}`}
        busyLabel={verb.busy}
        keepLabel="Back"
        isDanger={asked?.verb !== 'rerun'}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={apply}
      />
    </>
  );
}
