import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Tenant } from '../../api/types.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { releaseQuery } from '../releases/release-queries.ts';
import { ScheduleText } from '../schedules/schedule-text.tsx';
import { tenantRoute } from './routes.ts';
import { RunList } from './run-list.tsx';
import { tenantQuery } from './tenant-queries.ts';

/** The state of a tenant: what it runs, when, and what hinders it. */
export function TenantOverview() {
  const { tenantId } = tenantRoute.useParams();
  const { data } = useSuspenseQuery(tenantQuery(tenantId));
  const tenant = data.data;
  return (
    <>
      <Hindrances tenant={tenant} />
      <Panel title="At a glance">
        <TenantFacts tenant={tenant} />
      </Panel>
      <section className={frame.section}>
        <div className={frame.sectionHead}>
          <h2>Last runs</h2>
          <Link to="/tenants/$tenantId/runs" params={{ tenantId }} className={frame.link}>
            All runs
          </Link>
        </div>
        <RunList tenantId={tenantId} limit={8} />
      </section>
    </>
  );
}

function Hindrances({ tenant }: { readonly tenant: Tenant }) {
  const { needs, pause, status } = tenant;
  return (
    <>
      {pause && (
        <Notice tone="info" title={pause.note ?? 'Paused'}>
          <p className={frame.quiet}>
            {`Paused${pause.paused_by ? ` by ${pause.paused_by}` : ''} `}
            <Time at={pause.paused_date} />
            {pause.until && (
              <>
                {', resumes '}
                <Time at={pause.until} />
              </>
            )}
          </p>
        </Notice>
      )}
      {needs.includes('release') && (
        <Notice tone="warn" title="There is no release to run yet. Build one, or choose another to follow." />
      )}
      {needs.includes('reconfiguration') && (
        <Notice tone="warn" title="Its next release asks for settings that it does not have">
          <Link to="/tenants/$tenantId/settings" params={{ tenantId: tenant.id }} className={frame.link}>
            Go to Connection Settings
          </Link>
        </Notice>
      )}
      {needs.includes('connection') && <Notice tone="warn" title="A connection is missing or has to be renewed." />}
      {status.dynamic_configs.error && <Notice tone="warn" title={status.dynamic_configs.error} />}
    </>
  );
}

function TenantFacts({ tenant }: { readonly tenant: Tenant }) {
  const next = tenant.next_release_id;
  const { data: release } = useQuery({ ...releaseQuery(next ?? 0), enabled: next !== null });
  const facts = [
    {
      name: 'Runs next',
      value: next !== null && (
        <Link to="/releases/$releaseId" params={{ releaseId: next }}>
          {release ? `#${release.number}` : `Release ${next}`}
        </Link>
      ),
    },
    { name: 'Follows', value: tenant.release_channel ?? 'A fixed release' },
    {
      name: 'Schedule',
      value: tenant.effective_schedule ? (
        <ScheduleText schedule={tenant.effective_schedule.schedule} />
      ) : (
        'On request only'
      ),
    },
    { name: 'Next sync', value: tenant.next_sync_date && <Time at={tenant.next_sync_date} /> },
    { name: 'End user', value: tenant.end_user_id && <CopyText text={tenant.end_user_id} label="the end user’s id" /> },
    { name: 'Id', value: <CopyText text={String(tenant.id)} label="the id" /> },
    { name: 'Created', value: <Time at={tenant.created_date} /> },
  ];
  return <Facts facts={facts.map((fact) => ({ ...fact, value: fact.value || null }))} />;
}
