import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { words } from '../../text/en.ts';
import { Button } from '../../ui/button.tsx';
import { FilterMenu } from '../../ui/filter-menu.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import frame from '../frame.module.css';
import { integrationNamesQuery } from '../integrations/integration-queries.ts';
import type { RunsSearch } from './routes.ts';
import { runCountsQuery } from './run-queries.ts';

const PHASES = ['running', 'queued', 'failed', 'succeeded', 'cancelled'] as const;

/** All runs, or those of one phase. */
export function RunsTabs({ search }: { readonly search: RunsSearch }) {
  const { phase, ...others } = search;
  const { data: counts } = useQuery(runCountsQuery(others));
  const tabs = PHASES.map((name) => ({
    label: words.states.run[name],
    to: '/runs',
    search: { ...others, phase: name },
    isCurrent: phase === name,
    count: counts?.[name],
  }));
  return <Tabs label="Phases" tabs={[{ label: 'All', to: '/runs', search: others, isCurrent: !phase }, ...tabs]} />;
}

export function RunsFilters({ search }: { readonly search: RunsSearch }) {
  const navigate = useNavigate();
  const { data: integrations = [] } = useQuery(integrationNamesQuery());
  const set = (change: { [key in keyof RunsSearch]: RunsSearch[key] | undefined }): void => {
    const entries = Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined);
    void navigate({ to: '/runs', search: Object.fromEntries(entries) });
  };
  const { integration_id: integrationId, tenant_id: tenantId } = search;
  const isFiltered = Object.keys(search).some((name) => name !== 'phase');
  return (
    <div className={frame.filters}>
      <FilterMenu
        label="Integration"
        value={integrationId === undefined ? undefined : String(integrationId)}
        options={integrations.map(({ id, name }) => ({ value: String(id), label: name }))}
        onChange={(value) => set({ integration_id: value === undefined ? undefined : Number(value) })}
      />
      <FilterMenu
        label="Mode"
        value={search.mode}
        options={optionsOf(words.modes)}
        onChange={(mode) => set({ mode })}
      />
      <FilterMenu
        label="Source"
        value={search.source}
        options={optionsOf(words.sources)}
        onChange={(source) => set({ source })}
      />
      {tenantId !== undefined && (
        <FilterMenu
          label="Tenant"
          value={String(tenantId)}
          options={[{ value: String(tenantId), label: `#${tenantId}` }]}
          onChange={() => set({ tenant_id: undefined })}
        />
      )}
      {isFiltered && (
        <Button
          size="small"
          variant="ghost"
          onClick={() => navigate({ to: '/runs', search: search.phase ? { phase: search.phase } : {} })}
        >
          Clear
        </Button>
      )}
    </div>
  );
}

function optionsOf<Value extends string>(labels: Readonly<Record<Value, string>>) {
  return Object.entries<string>(labels).map(([value, label]) => ({ value: value as Value, label }));
}
