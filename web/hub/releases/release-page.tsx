import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { RotateCcw, Square, Star } from 'lucide-react';
import { useMemo } from 'react';
import { api, unwrap } from '../../api/client.ts';
import type { Release } from '../../api/types.ts';
import { releaseLogSource } from '../../log/log-source.ts';
import { LogViewer } from '../../log/log-viewer.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Status } from '../../ui/status.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import { showToast } from '../../ui/toast.tsx';
import frame from '../frame.module.css';
import { integrationQuery } from '../integrations/integration-queries.ts';
import { ProblemView } from '../problem-view.tsx';
import { RELEASE_STATUSES } from '../statuses.ts';
import { TemporalLink } from '../temporal-link.tsx';
import { attempt } from '../use-action.ts';
import { usePageTitle } from '../use-page-title.ts';
import { ReleaseFacts } from './release-facts.tsx';
import { ReleaseManifest } from './release-manifest.tsx';
import { isBuilt, releaseName, releaseQuery } from './release-queries.ts';
import { releaseRoute } from './routes.ts';

/** One build: what it was made of, its log as it goes, and its manifest. */
export function ReleasePage() {
  const { releaseId } = releaseRoute.useParams();
  const { tab } = releaseRoute.useSearch();
  const { data: release } = useSuspenseQuery(releaseQuery(releaseId));
  const { data: integration } = useQuery(integrationQuery(release.integration_id));
  const source = useMemo(() => releaseLogSource(releaseId), [releaseId]);
  const isDefault = integration?.data.default_release_id === release.id;
  const to = `/releases/${releaseId}`;
  usePageTitle(`Release ${releaseName(release)}`);
  return (
    <div className={frame.full}>
      <div className={frame.fullHead}>
        <PageHead
          trail={
            <>
              <Link to="/integrations/$integrationId/releases" params={{ integrationId: release.integration_id }}>
                {release.integration_name}
              </Link>
              <span aria-hidden="true">/</span>
              <span>Releases</span>
            </>
          }
          title={`Release ${releaseName(release)}`}
          mark={
            <>
              <Status display={RELEASE_STATUSES[release.state]} />
              {isDefault && <Tag>Default</Tag>}
            </>
          }
          actions={
            <>
              <TemporalLink url={release.temporal_url} />
              <Actions release={release} isDefault={isDefault} />
            </>
          }
        >
          <ReleaseFacts release={release} />
          <Tabs
            label="Release"
            tabs={[
              { label: 'Build log', to, isCurrent: tab === undefined },
              { label: 'Manifest', to, search: { tab: 'manifest' }, isCurrent: tab === 'manifest' },
            ]}
          />
        </PageHead>
      </div>
      <div className={frame.fullBody}>
        {tab === 'manifest' ? (
          <ReleaseManifest release={release} />
        ) : (
          <LogViewer
            source={source}
            empty="This build wrote nothing."
            problem={(error, retry) => (
              <div className={frame.pad}>
                <ProblemView title="The log could not be loaded" error={error} onRetry={retry} />
              </div>
            )}
          />
        )}
      </div>
    </div>
  );
}

function Actions({ release, isDefault }: { readonly release: Release; readonly isDefault: boolean }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const path = { id: release.id };
  const refresh = () => queries.invalidateQueries({ queryKey: ['release', release.id] });
  const cancel = () =>
    attempt('The build could not be cancelled', async () => {
      await unwrap(api.POST('/v2/releases/{id}/cancel', { params: { path } }));
      await refresh();
    });
  const retry = () =>
    attempt('The build could not be started again', async () => {
      const { id } = await unwrap(api.POST('/v2/releases/{id}/retry', { params: { path } }));
      await navigate({ to: '/releases/$releaseId', params: { releaseId: id } });
    });
  const makeDefault = () =>
    attempt('The default could not be changed', async () => {
      const params = { path: { id: release.integration_id } };
      await unwrap(api.POST('/v2/integrations/{id}/default_release', { params, body: { release_id: release.id } }));
      showToast({ title: `${releaseName(release)} is the default now` });
      await queries.invalidateQueries({ queryKey: ['integration', release.integration_id] });
    });
  if (!isBuilt(release)) {
    return (
      <Button variant="danger" icon={<Square size={14} aria-hidden="true" />} onClick={cancel}>
        Cancel build
      </Button>
    );
  }
  if (release.state !== 'ready') {
    return (
      <Button icon={<RotateCcw size={14} aria-hidden="true" />} onClick={retry}>
        Build again
      </Button>
    );
  }
  return (
    <>
      <Link
        to="/integrations/$integrationId/rollouts/new"
        params={{ integrationId: release.integration_id }}
        search={{ release: release.id }}
        className={buttonClass()}
      >
        Roll out…
      </Link>
      <Button variant="primary" icon={<Star size={14} aria-hidden="true" />} disabled={isDefault} onClick={makeDefault}>
        Make default
      </Button>
    </>
  );
}
