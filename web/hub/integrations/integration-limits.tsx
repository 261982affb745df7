import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Output, type Tagged, unwrap } from '../../api/client.ts';
import type { Integration } from '../../api/types.ts';
import { formatNumber } from '../../text/format.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { FormProblem } from '../form-problem.tsx';
import frame from '../frame.module.css';
import { SaveBar } from '../save-bar.tsx';
import { fieldError, useAction } from '../use-action.ts';
import styles from './integration-limits.module.css';
import { egressQuery, integrationQuery } from './integration-queries.ts';
import { integrationRoute } from './routes.ts';
import { useSaveIntegration } from './use-save-integration.ts';

/** What runs of an integration may use and reach. */
export function IntegrationLimits() {
  const { integrationId } = integrationRoute.useParams();
  const { data } = useSuspenseQuery(integrationQuery(integrationId));
  const { data: egress } = useQuery(egressQuery(integrationId));
  return (
    <div className={frame.narrow}>
      <LimitsForm key={data.etag} integration={data} />
      {egress ? (
        <EgressForm key={JSON.stringify(egress)} integrationId={integrationId} egress={egress} />
      ) : (
        <Skeleton />
      )}
    </div>
  );
}

const LIMITS = [
  { name: 'time_s', label: 'Time', unit: 's' },
  { name: 'memory_mib', label: 'Memory', unit: 'MiB' },
  { name: 'cpus', label: 'Processors', unit: '' },
  { name: 'processes', label: 'Processes', unit: '' },
  { name: 'disk_mib', label: 'Disk', unit: 'MiB' },
  { name: 'output_mb', label: 'Log', unit: 'MB' },
] as const;

const RETRIES = [
  { name: 'platform_attempts', label: 'Failures of the hub' },
  { name: 'integration_attempts', label: 'Failed in its own code' },
  { name: 'timeout_attempts', label: 'Took too long' },
  { name: 'oom_attempts', label: 'Out of memory' },
  { name: 'refresh_attempts', label: 'Token not refreshed' },
] as const;

function LimitsForm({ integration }: { readonly integration: Tagged<Integration> }) {
  const { limits, retry_policy: retryPolicy, run_cap: runCap, effective_limits: maxima } = integration.data;
  const saved = { limits, retry_policy: retryPolicy, run_cap: runCap };
  const [draft, setDraft] = useState(saved);
  const { save, problem, isBusy } = useSaveIntegration(integration.data.id, integration.etag);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(saved);
  return (
    <form
      noValidate
      className={frame.narrow}
      onSubmit={(event) => {
        event.preventDefault();
        void save(draft);
      }}
    >
      <Panel title="Limits of a run" hint="Empty: as the hub sets it. More than the hub allows is refused.">
        <FormProblem
          title="The limits were not saved"
          problem={problem}
          fields={LIMITS.map(({ name }) => `limits/${name}`)}
        />
        <div className={styles.grid}>
          {LIMITS.map(({ name, label, unit }) => (
            <NumberField
              key={name}
              label={label}
              hint={`Now ${formatNumber(maxima[name])}${unit && ` ${unit}`}.`}
              step={name === 'cpus' ? 0.5 : 1}
              value={draft.limits[name] ?? null}
              onChange={(value) => setDraft({ ...draft, limits: withNumber(draft.limits, name, value) })}
              error={fieldError(problem, `limits/${name}`)}
            />
          ))}
          <NumberField
            label="Runs at once"
            hint="Of all its tenants together."
            min={1}
            value={draft.run_cap}
            onChange={(value) => setDraft({ ...draft, run_cap: value })}
            error={fieldError(problem, 'run_cap')}
          />
        </div>
      </Panel>
      <Panel title="Attempts" hint="How often a run is tried in all, by why it failed.">
        <div className={styles.grid}>
          {RETRIES.map(({ name, label }) => (
            <NumberField
              key={name}
              label={label}
              min={1}
              max={10}
              value={draft.retry_policy[name] ?? null}
              onChange={(value) => setDraft({ ...draft, retry_policy: withNumber(draft.retry_policy, name, value) })}
            />
          ))}
        </div>
      </Panel>
      <SaveBar isDirty={isDirty} isBusy={isBusy} onDiscard={() => setDraft(saved)} />
    </form>
  );
}

function withNumber<Names extends string>(all: { [name in Names]?: number }, name: Names, value: number | null) {
  const { [name]: _, ...others } = all;
  return (value === null ? others : { ...others, [name]: value }) as { [key in Names]?: number };
}

interface EgressFormProps {
  readonly integrationId: number;
  readonly egress: Output<'getEgress'>;
}

function EgressForm({ integrationId, egress }: EgressFormProps) {
  const saved = { isNarrowed: egress.allowed !== null, allowed: egress.allowed?.join('\n') ?? '' };
  const [draft, setDraft] = useState(saved);
  const action = useAction();
  const queries = useQueryClient();
  const isDirty = JSON.stringify(draft) !== JSON.stringify(saved);
  const submit = () =>
    action.start(async () => {
      const allowed = draft.isNarrowed ? draft.allowed.split(/\s+/).filter(Boolean) : null;
      await unwrap(
        api.PATCH('/v2/integrations/{id}/egress', { params: { path: { id: integrationId } }, body: { allowed } }),
      );
      showToast({ title: 'Saved' });
      await queries.invalidateQueries({ queryKey: ['integration', integrationId, 'egress'] });
    });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Panel title="What runs may reach" hint="Never the hub itself, nor private networks that are not opened.">
        <FormProblem title="It was not saved" problem={action.problem} />
        <Switch
          label="Only the hosts below"
          hint="Off: the whole internet."
          isOn={draft.isNarrowed}
          onChange={(isNarrowed) => setDraft({ ...draft, isNarrowed })}
        />
        {draft.isNarrowed && (
          <TextField
            label="Hosts"
            hint="One a line: api.example.com, or *.example.com for all below it."
            isLong
            isMono
            value={draft.allowed}
            onChange={(allowed) => setDraft({ ...draft, allowed })}
          />
        )}
        {egress.opened.length > 0 && (
          <p className={frame.quiet}>
            {`Opened by an admin: ${egress.opened.map(({ host, port }) => (port === null ? host : `${host}:${port}`)).join(', ')}`}
          </p>
        )}
      </Panel>
      <SaveBar isDirty={isDirty} isBusy={action.isBusy} onDiscard={() => setDraft(saved)} />
    </form>
  );
}
