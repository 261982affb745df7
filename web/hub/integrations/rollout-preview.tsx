import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, type Input, unwrap } from '../../api/client.ts';
import { countOf } from '../../text/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import frame from '../frame.module.css';
import { ProblemView } from '../problem-view.tsx';
import { releaseName, releasesQuery } from '../releases/release-queries.ts';
import styles from './new-rollout.module.css';

interface RolloutPreviewProps {
  readonly integrationId: number;
  readonly input: Input<'createRollout'>;
}

/** One group of the preview, as the hub returns it: from which release, and what changes for those tenants. */
interface Group {
  readonly release_id: number | null;
  readonly tenants: number;
  readonly config_schema: readonly { readonly words: string; readonly pointer: string }[];
  readonly metadata_schema: readonly { readonly words: string; readonly pointer: string }[];
}

const MAX_NAMED = 10;

/** What a rollout would do, before it does: how many tenants, what their configs and metadata have to become, who is held. */
export function RolloutPreview({ integrationId, input }: RolloutPreviewProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['integration', integrationId, 'rollout-preview', input],
    queryFn: ({ signal }) => {
      const params = { path: { id: integrationId } };
      return unwrap(api.POST('/v2/integrations/{id}/rollouts/preview', { params, body: input, signal }));
    },
    placeholderData: (before) => before,
  });
  const { data: releases = [] } = useQuery(releasesQuery(integrationId));
  if (error && !data) return <ProblemView title="The preview could not be made" error={error} onRetry={refetch} />;
  if (!data) return <Skeleton shape="panel" lines={1} />;
  const nameOf = (id: number | null): string => {
    const release = releases.find((one) => one.id === id);
    return id === null ? 'no release' : release ? releaseName(release) : `release ${id}`;
  };
  return (
    <Panel title="What it does">
      <p className={styles.figure}>
        {data.tenants === 0 ? 'No tenant moves' : `${countOf(data.tenants, 'tenant')} to move`}
      </p>
      {(data.from as unknown as Group[]).map((group) => (
        <div key={group.release_id}>
          <h3>{`${countOf(group.tenants, 'tenant')} from ${nameOf(group.release_id)}`}</h3>
          <Changes title="Configs" changes={group.config_schema} />
          <Changes title="Metadata" changes={group.metadata_schema} />
        </div>
      ))}
      {data.tenants > 0 && <Incompatible preview={data} />}
    </Panel>
  );
}

function Changes({ title, changes }: { readonly title: string; readonly changes: Group['config_schema'] }) {
  if (changes.length === 0) return <p className={frame.quiet}>{`${title}: nothing changes.`}</p>;
  return (
    <div>
      <p className={frame.quiet}>{`${title}:`}</p>
      <ul className={styles.changes}>
        {changes.map(({ words, pointer }) => (
          <li key={pointer}>{words}</li>
        ))}
      </ul>
    </div>
  );
}

interface IncompatibleProps {
  readonly preview: {
    readonly incompatible: {
      readonly count: number;
      readonly tenant_ids: readonly number[];
      readonly is_complete: boolean;
    };
  };
}

function Incompatible({ preview }: IncompatibleProps) {
  const { count, tenant_ids: ids, is_complete: isComplete } = preview.incompatible;
  if (count === 0 && isComplete) return <p className={frame.quiet}>Its configs fit every one of them.</p>;
  return (
    <Notice
      tone="warn"
      title={`${countOf(count, 'tenant stays', 'tenants stay')} where ${count === 1 ? 'it is' : 'they are'}: the configs don’t fit`}
    >
      <p>
        {ids.slice(0, MAX_NAMED).map((id) => (
          <Link key={id} to="/tenants/$tenantId/settings" params={{ tenantId: id }} className={frame.link}>
            {`#${id} `}
          </Link>
        ))}
        {ids.length > MAX_NAMED && `and ${ids.length - MAX_NAMED} more`}
      </p>
      {!isComplete && <p>There was no time to look at all of them.</p>}
    </Notice>
  );
}
