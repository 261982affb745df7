import { Link } from '@tanstack/react-router';
import type { Run } from '../../api/types.ts';
import { words } from '../../text/en.ts';
import { formatSpan } from '../../text/format.ts';
import { Facts } from '../../ui/facts.tsx';
import { Time } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';

interface RunFactsProps {
  readonly run: Run;
}

/** What, for whom, by what and how long. */
export function RunFacts({ run }: RunFactsProps) {
  const now = useNow();
  const source = run.triggers[0]?.source;
  const facts = [
    {
      name: 'Tenant',
      value: (
        <Link to="/tenants/$tenantId" params={{ tenantId: run.tenant_id }}>
          {run.tenant_name}
        </Link>
      ),
    },
    {
      name: 'Integration',
      value: (
        <Link to="/integrations/$integrationId" params={{ integrationId: run.integration_id }}>
          {run.integration_name}
        </Link>
      ),
    },
    {
      name: 'Release',
      value: run.release_id !== null && (
        <Link
          to="/releases/$releaseId"
          params={{ releaseId: run.release_id }}
        >{`#${run.release_number ?? run.release_id}`}</Link>
      ),
    },
    { name: 'Trigger', value: [source && words.sources[source], words.modes[run.mode]].filter(Boolean).join(', ') },
    { name: 'Queued', value: <Time at={run.queued_at} /> },
    { name: 'Took', value: formatSpan(run.started_date, run.completed_date, now) },
    {
      name: 'Rerun of',
      value: run.rerun_of !== null && (
        <Link to="/runs/$runId" params={{ runId: run.rerun_of }}>{`#${run.rerun_of}`}</Link>
      ),
    },
  ];
  return <Facts facts={facts.map((fact) => ({ ...fact, value: fact.value || null }))} />;
}
