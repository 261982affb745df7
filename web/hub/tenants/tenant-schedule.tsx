import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { api, type Tagged, unwrap } from '../../api/client.ts';
import type { Schedule, Tenant } from '../../api/types.ts';
import { formatExact } from '../../text/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';
import { FormProblem } from '../form-problem.tsx';
import frame from '../frame.module.css';
import { SaveBar } from '../save-bar.tsx';
import { ScheduleField } from '../schedules/schedule-field.tsx';
import { ScheduleText } from '../schedules/schedule-text.tsx';
import { tenantRoute } from './routes.ts';
import { tenantPausesQuery, tenantQuery } from './tenant-queries.ts';
import styles from './tenant-schedule.module.css';
import { useSaveTenant } from './use-save-tenant.ts';

/** When a tenant syncs by itself, with the next times, and when it was paused. */
export function TenantSchedule() {
  const { tenantId } = tenantRoute.useParams();
  const { data: tenant } = useSuspenseQuery(tenantQuery(tenantId));
  return (
    <div className={frame.narrow}>
      <Editor key={tenant.etag} tenant={tenant} />
      <Pauses tenantId={tenantId} />
    </div>
  );
}

function Editor({ tenant }: { readonly tenant: Tagged<Tenant> }) {
  const { data } = tenant;
  const [schedule, setSchedule] = useState<Schedule | null>(data.sync_schedule);
  const save = useSaveTenant(data.id);
  const isDirty = JSON.stringify(schedule) !== JSON.stringify(data.sync_schedule);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save.start({ sync_schedule: schedule }, tenant.etag);
      }}
    >
      <Panel title="Schedule" hint={<Inherited tenant={data} />}>
        <FormProblem title="The schedule was not saved" problem={save.problem} />
        <ScheduleField value={schedule} noneLabel="As its integration says" onChange={setSchedule} />
        <NextTimes tenant={data} schedule={schedule} />
      </Panel>
      <SaveBar isDirty={isDirty} isBusy={save.isBusy} onDiscard={() => setSchedule(data.sync_schedule)} />
    </form>
  );
}

const SOURCES = { tenant: 'set here', user: 'chosen by the customer', integration: 'the integration’s' } as const;

function Inherited({ tenant }: { readonly tenant: Tenant }) {
  const { effective_schedule: effective } = tenant;
  if (!effective) return 'It syncs on request only.';
  return (
    <>
      {'Now: '}
      <ScheduleText schedule={effective.schedule} />
      {` (${SOURCES[effective.source]})`}
    </>
  );
}

/** The next five times: of the schedule in the form, also before it is saved. */
function NextTimes({ tenant, schedule }: { readonly tenant: Tenant; readonly schedule: Schedule | null }) {
  const shown = useDeferredValue(schedule);
  const { data, error } = useQuery({
    queryKey: ['tenant', tenant.id, 'schedule-preview', shown],
    queryFn: ({ signal }) => {
      const params = { path: { id: tenant.id }, query: { count: 5, ...toQuery(shown) } };
      return unwrap(api.GET('/v2/tenants/{id}/schedule/preview', { params, signal }));
    },
    placeholderData: (before) => before,
    retry: false,
  });
  if (error) return <p className={frame.bad}>{error.message}</p>;
  if (!data || data.times.length === 0) return <p className={frame.quiet}>No time is due.</p>;
  return (
    <div>
      <h3>Next times</h3>
      <ol className={styles.times}>
        {data.times.map(({ at }) => (
          <li key={at}>
            {formatExact(at)}
            <span className={frame.quiet}>
              <Time at={at} />
            </span>
          </li>
        ))}
      </ol>
      {tenant.paused && <p className={frame.quiet}>While it is paused nothing starts.</p>}
    </div>
  );
}

function toQuery(schedule: Schedule | null) {
  if (schedule === null) return {};
  return schedule.kind === 'interval'
    ? { every_s: schedule.every_s }
    : { cron: schedule.expression, time_zone: schedule.time_zone };
}

function Pauses({ tenantId }: { readonly tenantId: number }) {
  const { data: pauses = [] } = useQuery(tenantPausesQuery(tenantId));
  if (pauses.length === 0) return null;
  return (
    <Panel title="Pauses">
      <ul className={styles.pauses}>
        {pauses.map((pause) => (
          <li key={pause.id}>
            <span>{pause.note ?? 'Without a note'}</span>
            <span className={frame.quiet}>
              {`${pause.paused_by} `}
              <Time at={pause.paused_date} />
              {pause.resumed_date && (
                <>
                  {', resumed '}
                  <Time at={pause.resumed_date} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
