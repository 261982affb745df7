import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useBlocker } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { Tagged } from '../../api/client.ts';
import type { ConfigForm as Form, Tenant } from '../../api/types.ts';
import { ConfigForm } from '../../form/config-form.tsx';
import { type FormValues, isSameValues } from '../../form/form-values.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import frame from '../frame.module.css';
import { SaveBar } from '../save-bar.tsx';
import { OptionsState } from './options-state.tsx';
import { ReleaseSettings } from './release-settings.tsx';
import { tenantRoute } from './routes.ts';
import { SettingsProblem } from './settings-problem.tsx';
import { configFormQuery, tenantQuery } from './tenant-queries.ts';
import { useRefreshOptions } from './use-refresh-options.ts';
import { useSaveTenant } from './use-save-tenant.ts';

/** Connection Settings: which release it runs, then that release's form. */
export function TenantSettings() {
  const { tenantId } = tenantRoute.useParams();
  const { data: tenant } = useSuspenseQuery(tenantQuery(tenantId));
  const held = tenant.data.needs.includes('reconfiguration');
  const { data: form } = useSuspenseQuery(configFormQuery(tenantId, null));
  const wanted = useQuery({
    ...configFormQuery(tenantId, form.data.held_from_release_id),
    enabled: form.data.held_from_release_id !== null,
  });
  const shown = held && wanted.data ? wanted.data : form;
  return (
    <div className={frame.narrow}>
      <ReleaseSettings tenant={tenant} />
      <Settings key={shown.data.release_id} tenant={tenant} form={shown} isHeld={held} />
    </div>
  );
}

interface SettingsProps {
  readonly tenant: Tagged<Tenant>;
  readonly form: Tagged<Form>;
  readonly isHeld: boolean;
}

function Settings({ tenant, form, isHeld }: SettingsProps) {
  const saved = form.data.values;
  const [changed, setChanged] = useState<FormValues | null>(null);
  const values = changed ?? saved;
  const isDirty = changed !== null && !isSameValues(changed, saved);
  const save = useSaveTenant(tenant.data.id);
  const refresh = useRefreshOptions(tenant.data.id);
  const queries = useQueryClient();
  useBlocker({ shouldBlockFn: () => isDirty && !confirm('Leave without saving?'), enableBeforeUnload: isDirty });
  const submit = async (isOverwriting = false): Promise<void> => {
    const isDone = await save.start({ configs: values }, isOverwriting ? null : form.etag);
    if (isDone) setChanged(null);
  };
  const discard = (): void => {
    setChanged(null);
    save.clear();
    void queries.invalidateQueries({ queryKey: ['tenant', tenant.data.id] });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Panel
        title="Configs"
        actions={<RefreshButton refresh={refresh} isRunning={form.data.refresh.current !== null} />}
      >
        {isHeld && (
          <Notice tone="warn" title="The next release asks for more than this tenant has">
            <p>This is its form. Saving what fits lets the tenant move with its next sync.</p>
          </Notice>
        )}
        <OptionsState form={form.data} />
        <SettingsProblem save={save} form={form.data} onOverwrite={() => void submit(true)} onReload={discard} />
        {form.data.fields.length === 0 ? (
          <p className={frame.quiet}>
            {form.data.release_id === null
              ? 'There is no release to ask for anything yet.'
              : 'This release asks for nothing.'}
          </p>
        ) : (
          <ConfigForm
            form={form.data}
            values={values}
            onChange={setChanged}
            errors={save.fieldErrors}
            isDisabled={tenant.data.archived}
          />
        )}
        {form.data.issues.length > 0 && !save.problem && <NotYet form={form.data} />}
      </Panel>
      <SaveBar isDirty={isDirty} isBusy={save.isBusy} onDiscard={discard} />
    </form>
  );
}

/** What the saved values lack; shown quietly until the person tries to save. */
function NotYet({ form }: { readonly form: Form }) {
  return (
    <p className={frame.quiet}>
      {`Before it can sync: ${form.issues.map(({ message }) => message.replace(/\.$/, '')).join('; ')}. `}
      {form.refresh.current && (
        <Link to="/runs/$runId" params={{ runId: form.refresh.current.run_id }} className={frame.link}>
          The init sync is under way
        </Link>
      )}
    </p>
  );
}

interface RefreshButtonProps {
  readonly refresh: ReturnType<typeof useRefreshOptions>;
  readonly isRunning: boolean;
}

function RefreshButton({ refresh, isRunning }: RefreshButtonProps) {
  return (
    <Button
      size="small"
      icon={<RefreshCw size={13} aria-hidden="true" />}
      isBusy={refresh.isBusy || isRunning}
      busyLabel="Fetching…"
      onClick={refresh.start}
    >
      Refresh options
    </Button>
  );
}
