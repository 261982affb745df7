import { useQueryClient } from '@tanstack/react-query';
import { CirclePause, CirclePlay, Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { countOf } from '../../text/format.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toast.tsx';
import { attempt } from '../use-action.ts';
import type { TenantsSearch } from './routes.ts';

interface BulkPauseProps {
  readonly filter: TenantsSearch;
  readonly total: number | null;
}

type Verb = 'pause' | 'resume';

interface Asked {
  readonly verb: Verb;
  readonly count: number;
}

const VERBS = {
  pause: { label: 'Pause', busy: 'Pausing…', done: 'paused', path: '/v2/tenants/bulk_pause' },
  resume: { label: 'Resume', busy: 'Resuming…', done: 'resumed', path: '/v2/tenants/bulk_resume' },
} as const;

/** Pauses or resumes all tenants that the filters leave, after the hub has counted them. */
export function BulkPause({ filter, total }: BulkPauseProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const queries = useQueryClient();
  const count = (verb: Verb) =>
    attempt('The tenants could not be counted', async () => {
      const result = await unwrap(api.POST(VERBS[verb].path, { body: { filter, dry_run: true } }));
      setAsked({ verb, count: result.count });
    });
  const apply = async (): Promise<void> => {
    if (!asked) return;
    const { path, done } = VERBS[asked.verb];
    const isDone = await attempt(`The tenants could not be ${done}`, async () => {
      const result = await unwrap(api.POST(path, { body: { filter, expected_count: asked.count } }));
      showToast({ title: `${countOf(result.changed, 'tenant')} ${done}` });
      await queries.invalidateQueries({ queryKey: ['tenants'] });
    });
    if (!isDone) throw new Error('The failure is shown already.');
  };
  const verb = VERBS[asked?.verb ?? 'pause'];
  return (
    <>
      <Menu
        trigger={
          <IconButton label="More actions" icon={<Ellipsis size={16} />} disabled={total === null || total === 0} />
        }
        items={[
          { label: 'Pause all that match…', icon: <CirclePause size={15} />, onSelect: () => void count('pause') },
          { label: 'Resume all that match…', icon: <CirclePlay size={15} />, onSelect: () => void count('resume') },
        ]}
      />
      <Confirm
        title={`${verb.label} ${countOf(asked?.count ?? 0, 'tenant')}?`}
        text={
          asked?.verb === 'resume'
            ? 'Their schedules go on from the next time; what was missed can be backfilled.'
            : 'Runs under way end as they would. Nothing new starts until they are resumed.'
        }
        actionLabel={`${verb.label} ${countOf(asked?.count ?? 0, 'tenant')}`}
        busyLabel={verb.busy}
        keepLabel="Cancel"
        isDanger={asked?.verb !== 'resume'}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={apply}
      />
    </>
  );
}
