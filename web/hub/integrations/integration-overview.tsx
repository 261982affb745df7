import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Integration } from '../../api/types.ts';
import { countOf } from '../../text/format.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { ReleaseList } from '../releases/release-list.tsx';
import { releaseName, releasesQuery } from '../releases/release-queries.ts';
import { ScheduleText } from '../schedules/schedule-text.tsx';
import { tenantsQuery } from '../tenants/tenant-queries.ts';
import { integrationQuery } from './integration-queries.ts';
import { integrationRoute } from './routes.ts';

/** The state of an integration: its default release, its tenants, its last builds. */
export function IntegrationOverview() {
  const { integrationId } = integrationRoute.useParams();
  const { data } = useSuspenseQuery(integrationQuery(integrationId));
  return (
    <>
      <Panel title="At a glance">
        <Glance integration={data.data} />
      </Panel>
      {data.data.type !== 'External' && (
        <section className={frame.section}>
          <div className={frame.sectionHead}>
            <h2>Last builds</h2>
            <Link to="/integrations/$integrationId/releases" params={{ integrationId }} className={frame.link}>
              All releases
            </Link>
          </div>
          <ReleaseList integration={data.data} limit={6} />
        </section>
      )}
    </>
  );
}

function Glance({ integration }: { readonly integration: Integration }) {
  const { data: releases = [] } = useQuery(releasesQuery(integration.id));
  const tenants = useInfiniteQuery(tenantsQuery({ integration_id: integration.id }));
  const total = tenants.data?.pages[0]?.total ?? null;
  const chosen = releases.find(({ id }) => id === integration.default_release_id);
  const facts = [
    {
      name: 'Default release',
      value: integration.default_release_id !== null && (
        <Link to="/releases/$releaseId" params={{ releaseId: integration.default_release_id }}>
          {chosen ? releaseName(chosen) : `Release ${integration.default_release_id}`}
        </Link>
      ),
    },
    {
      name: 'Tenants',
      value: total !== null && (
        <Link to="/tenants" search={{ integration_id: integration.id }}>
          {countOf(total, 'tenant')}
        </Link>
      ),
    },
    { name: 'New tenants follow', value: integration.default_release_channel ?? 'A fixed release' },
    {
      name: 'Schedule',
      value: integration.schedule.default && <ScheduleText schedule={integration.schedule.default} />,
    },
    { name: 'Type', value: integration.type },
    { name: 'Slug', value: <CopyText text={integration.name} label="the slug" /> },
    { name: 'Created', value: <Time at={integration.created_date} /> },
  ];
  return <Facts facts={facts.map((fact) => ({ ...fact, value: fact.value || null }))} />;
}
