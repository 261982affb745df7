import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Integration, Release } from '../../api/types.ts';
import { formatBytes, formatSpan } from '../../text/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Time } from '../../ui/time.tsx';
import { channelsQuery } from '../integrations/integration-queries.ts';
import { ProblemView } from '../problem-view.tsx';
import { RELEASE_STATUSES } from '../statuses.ts';
import styles from './release-list.module.css';
import { releaseName, releasesQuery } from './release-queries.ts';

/** Releases of an integration, with the channels that are on them. */
export function ReleaseList({ integration, limit }: { readonly integration: Integration; readonly limit?: number }) {
  const { data: releases, error, refetch } = useQuery(releasesQuery(integration.id));
  const { data: channels = [] } = useQuery(channelsQuery(integration.id));
  if (error && !releases)
    return <ProblemView title="The releases could not be loaded" error={error} onRetry={refetch} />;
  if (!releases) return <Skeleton lines={4} />;
  const latest = releases.find(({ state, is_tracking: isTracking }) => state === 'ready' && isTracking)?.id;
  const marksOf = (release: Release): string[] => [
    ...(release.id === integration.default_release_id ? ['Default'] : []),
    ...(release.id === latest ? ['Latest'] : []),
    ...channels.filter((channel) => channel.release_id === release.id).map(({ name }) => name),
  ];
  return (
    <Panel isFlush>
      {releases.length === 0 && <p className={styles.none}>No release yet. Push to its branch, or build now.</p>}
      <ul>
        {releases.slice(0, limit).map((release) => (
          <li key={release.id}>
            <Link to="/releases/$releaseId" params={{ releaseId: release.id }} className={styles.row}>
              <span className={styles.name}>{releaseName(release)}</span>
              <span className={styles.marks}>
                {[...new Set(marksOf(release))].map((mark) => (
                  <Tag key={mark}>{mark}</Tag>
                ))}
              </span>
              <span>
                <Status display={RELEASE_STATUSES[release.state]} />
              </span>
              <span className={styles.quiet}>
                {[release.repository_tracking_branch, release.requested_by_name ?? release.requested_by].join(' · ')}
              </span>
              <span className={styles.number}>
                {release.artifact_size_bytes && formatBytes(release.artifact_size_bytes)}
              </span>
              <span className={styles.number}>
                {release.finished_date && formatSpan(release.started_date, release.finished_date)}
              </span>
              <span className={styles.number}>
                <Time at={release.queued_date} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
