import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import type { Rollout } from '../../api/types.ts';
import { countOf } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { ROLLOUT_STATUSES } from '../statuses.ts';
import { TemporalLink } from '../temporal-link.tsx';
import { attempt } from '../use-action.ts';
import { usePageTitle } from '../use-page-title.ts';
import { RolloutProgress } from './rollout-progress.tsx';
import { rolloutQuery } from './rollout-queries.ts';
import { RolloutTenants } from './rollout-tenants.tsx';
import { rolloutRoute } from './routes.ts';

type Decision = 'pause' | 'resume' | 'abort' | 'rollback';

/** One rollout: how far it is, who is held, and the decisions about it. */
export function RolloutPage() {
  const { rolloutId } = rolloutRoute.useParams();
  const { data: rollout } = useSuspenseQuery(rolloutQuery(rolloutId));
  const name = `#${rollout.release_number}`;
  usePageTitle(`Rollout to ${name}`);
  return (
    <div className={frame.page}>
      <PageHead
        trail={
          <>
            <Link to="/integrations/$integrationId/rollouts" params={{ integrationId: rollout.integration_id }}>
              {rollout.integration_name}
            </Link>
            <span aria-hidden="true">/</span>
            <span>Rollouts</span>
          </>
        }
        title={`Rollout to ${name}`}
        mark={<Status display={ROLLOUT_STATUSES[rollout.state]} />}
        actions={
          <>
            <TemporalLink url={rollout.temporal_url} />
            <Decisions rollout={rollout} />
          </>
        }
      >
        <Facts
          facts={[
            { name: 'Tenants', value: countOf(rollout.total, 'tenant') },
            { name: 'Started by', value: rollout.started_by_name ?? rollout.started_by },
            { name: 'Started', value: <Time at={rollout.started_date ?? rollout.created_date} /> },
            { name: 'Ended', value: rollout.finished_date && <Time at={rollout.finished_date} /> },
            { name: 'Halts above', value: rollout.failure_percent !== null && `${rollout.failure_percent} % failed` },
          ].map((fact) => ({ ...fact, value: fact.value || null }))}
        />
      </PageHead>
      {rollout.reason && <Notice tone={rollout.state === 'halted' ? 'bad' : 'info'} title={rollout.reason} />}
      <RolloutProgress rollout={rollout} />
      <RolloutTenants rollout={rollout} />
    </div>
  );
}

const DECISIONS: Readonly<Record<Decision, { readonly from: readonly Rollout['state'][]; readonly label: string }>> = {
  pause: { from: ['queued', 'running'], label: 'Pause' },
  resume: { from: ['paused', 'halted'], label: 'Resume' },
  abort: { from: ['queued', 'running', 'paused', 'halted'], label: 'Stop' },
  rollback: { from: ['running', 'paused', 'halted', 'completed', 'aborted'], label: 'Roll back…' },
};

const PATHS = {
  pause: '/v2/rollouts/{id}/pause',
  resume: '/v2/rollouts/{id}/resume',
  abort: '/v2/rollouts/{id}/abort',
  rollback: '/v2/rollouts/{id}/rollback',
} as const;

function Decisions({ rollout }: { readonly rollout: Rollout }) {
  const [isAsking, setIsAsking] = useState(false);
  const queries = useQueryClient();
  const decide = (decision: Decision) =>
    attempt('That could not be decided', async () => {
      await unwrap(api.POST(PATHS[decision], { params: { path: { id: rollout.id } } }));
      await queries.invalidateQueries({ queryKey: ['rollout', rollout.id] });
    });
  const rollback = async (): Promise<void> => {
    if (!(await decide('rollback'))) throw new Error('The failure is shown already.');
  };
  const { moved } = rollout.counts;
  const offered = (Object.keys(DECISIONS) as Decision[]).filter((name) => DECISIONS[name].from.includes(rollout.state));
  return (
    <>
      {offered
        .filter((name) => name !== 'rollback' || moved > 0)
        .map((name) => (
          <Button
            key={name}
            variant={name === 'rollback' ? 'danger' : 'secondary'}
            onClick={() => (name === 'rollback' ? setIsAsking(true) : void decide(name))}
          >
            {DECISIONS[name].label}
          </Button>
        ))}
      <Confirm
        title={`Roll back ${countOf(moved, 'tenant')}?`}
        text="Each goes back to the release that it was on before, with its next sync. Runs under way end where they are."
        actionLabel={`Roll back ${countOf(moved, 'tenant')}`}
        busyLabel="Rolling back…"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={rollback}
      />
    </>
  );
}
