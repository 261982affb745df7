import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, type Input, unwrap } from '../../api/client.ts';
import type { Channel } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { FormProblem } from '../form-problem.tsx';
import frame from '../frame.module.css';
import { releaseName, releasesQuery } from '../releases/release-queries.ts';
import { useAction } from '../use-action.ts';
import { channelsQuery } from './integration-queries.ts';
import styles from './new-rollout.module.css';
import { RolloutPreview } from './rollout-preview.tsx';
import { integrationRoute, newRolloutRoute } from './routes.ts';

type RolloutInput = Input<'createRollout'>;
type How = 'at once' | 'in steps';

const HOW = [
  { value: 'at once', label: 'At once', hint: 'Every tenant moves with its next sync.' },
  { value: 'in steps', label: 'In steps', hint: '5 %, 25 %, 50 %, then all; it halts where too many runs fail.' },
] as const;

const STEP_PERCENTS = [5, 25, 50, 100];
const MINUTE_S = 60;

/** Moves tenants to a release: who, what that means for them, and how. */
export function NewRollout() {
  const { integrationId } = integrationRoute.useParams();
  const { release } = newRolloutRoute.useSearch();
  const navigate = useNavigate();
  const [who, setWho] = useState('channel:Default');
  const [how, setHow] = useState<How>('at once');
  const [pace, setPace] = useState<Pace>({ bakeMinutes: 30, failurePercent: 5 });
  const { data: releases = [] } = useQuery(releasesQuery(integrationId));
  const { data: channels = [] } = useQuery(channelsQuery(integrationId));
  const ready = releases.filter(({ state }) => state === 'ready');
  const releaseId = release ?? ready[0]?.id;
  const input = releaseId === undefined ? null : toInput(releaseId, who);
  const { start, action } = useStart(integrationId, input, how === 'at once' ? null : toSteps(pace));
  return (
    <form
      noValidate
      className={frame.narrow}
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <Panel title="Who moves where">
        <Select
          label="Release"
          value={releaseId === undefined ? null : String(releaseId)}
          placeholder="No release is ready"
          options={ready.map((one) => ({ value: String(one.id), label: releaseName(one) }))}
          onChange={(id) => void navigate({ to: '.', search: { release: Number(id) }, replace: true })}
        />
        <RadioGroup label="Tenants" value={who} options={whoOf(channels)} onChange={setWho} />
      </Panel>
      {input && <RolloutPreview integrationId={integrationId} input={input} />}
      <Panel title="How">
        <RadioGroup label="Speed" value={how} options={HOW} onChange={setHow} />
        {how === 'in steps' && <PaceFields pace={pace} onChange={setPace} />}
        <FormProblem title="The rollout was not started" problem={action.problem} />
        <div>
          <Button
            type="submit"
            variant="primary"
            isBusy={action.isBusy}
            busyLabel="Starting…"
            disabled={input === null}
          >
            Start rollout
          </Button>
        </div>
      </Panel>
    </form>
  );
}

/** Who can be moved: the followers of a channel with it, or tenants by how they are bound now. */
function whoOf(channels: readonly Channel[]) {
  const named = channels.filter(({ name }) => name !== 'Default' && name !== 'Latest');
  return [
    { value: 'channel:Default', label: 'Those that follow Default', hint: 'The default moves with them.' },
    ...named.map(({ name }) => ({
      value: `channel:${name}`,
      label: `Those that follow ${name}`,
      hint: 'The channel moves with them.',
    })),
    { value: 'static', label: 'Those on a fixed release' },
    { value: 'latest', label: 'Those that follow Latest', hint: 'They stay on this release from then on.' },
  ];
}

function toInput(releaseId: number, who: string): RolloutInput {
  const channel = /^channel:(.*)$/s.exec(who)?.[1];
  if (channel !== undefined) return { release_id: releaseId, channel };
  return { release_id: releaseId, tenants: { following: who === 'latest' ? 'latest' : 'static' } };
}

interface Pace {
  readonly bakeMinutes: number | null;
  readonly failurePercent: number | null;
}

function PaceFields({ pace, onChange }: { readonly pace: Pace; readonly onChange: (pace: Pace) => void }) {
  return (
    <div className={styles.steps}>
      <NumberField
        label="Minutes after each step"
        hint="Time to see how runs go."
        min={0}
        value={pace.bakeMinutes}
        onChange={(bakeMinutes) => onChange({ ...pace, bakeMinutes })}
      />
      <NumberField
        label="Halt where more than this % fails"
        min={0}
        max={100}
        value={pace.failurePercent}
        onChange={(failurePercent) => onChange({ ...pace, failurePercent })}
      />
    </div>
  );
}

function toSteps({ bakeMinutes, failurePercent }: Pace): NonNullable<RolloutInput['gradual']> {
  return {
    steps: STEP_PERCENTS.map((percent) => ({ percent, bake_seconds: (bakeMinutes ?? 0) * MINUTE_S })),
    failure_percent: failurePercent ?? 0,
  };
}

function useStart(integrationId: number, input: RolloutInput | null, gradual: RolloutInput['gradual'] | null) {
  const action = useAction();
  const navigate = useNavigate();
  const idempotencyKey = useRef(crypto.randomUUID());
  const start = async (): Promise<void> => {
    if (!input) return;
    await action.start(async () => {
      const params = { path: { id: integrationId }, header: { 'Idempotency-Key': idempotencyKey.current } };
      const body = { ...input, ...(gradual && { gradual }) };
      const created = await unwrap(api.POST('/v2/integrations/{id}/rollouts', { params, body }));
      await navigate({ to: '/rollouts/$rolloutId', params: { rolloutId: created.id } });
    });
    idempotencyKey.current = crypto.randomUUID();
  };
  return { start, action };
}
