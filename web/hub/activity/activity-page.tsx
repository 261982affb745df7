import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { api, unwrap } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Empty } from '../../ui/empty.tsx';
import { FilterMenu } from '../../ui/filter-menu.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { ProblemView } from '../problem-view.tsx';
import { attempt } from '../use-action.ts';
import { usePageTitle } from '../use-page-title.ts';
import styles from './activity.module.css';
import { type Activity, actionOf, actorOf, changesOf, pageOf, subjectOf } from './activity-words.ts';
import { type ActivitySearch, activityRoute, SUBJECTS } from './routes.ts';

const PAGE_ROWS = 100;
const KINDS = SUBJECTS.map((kind) => ({ value: kind, label: kind.replaceAll('_', ' ') }));

/** Who did what, newest first. */
export function ActivityPage() {
  const search = activityRoute.useSearch();
  const navigate = useNavigate();
  const query = useActivity(search);
  const entries = query.data?.pages.flat() ?? [];
  const isFiltered = Object.keys(search).length > 0;
  usePageTitle('Activity');
  return (
    <div className={frame.page}>
      <PageHead
        title="Activity"
        actions={
          <Button icon={<Download size={14} aria-hidden="true" />} onClick={() => void exportCsv(search)}>
            Export CSV
          </Button>
        }
      />
      <div className={frame.filters}>
        <FilterMenu
          label="Object"
          value={search.subject_kind}
          options={KINDS}
          onChange={(kind) => void navigate({ to: '/activity', search: withKind(search, kind) })}
        />
        {isFiltered && <Button onClick={() => void navigate({ to: '/activity', search: {} })}>Clear</Button>}
      </div>
      {query.error && !query.data && (
        <ProblemView title="The activity could not be loaded" error={query.error} onRetry={query.refetch} />
      )}
      {query.isPending && <Skeleton lines={8} />}
      {query.data && (
        <Panel isFlush>
          {entries.length === 0 && (
            <Empty
              title={isFiltered ? 'Nothing matches' : 'Nothing was changed yet'}
              text={isFiltered ? 'Take the filter away to see more.' : 'Every write leaves an entry here.'}
            />
          )}
          <ul>
            {entries.map((entry) => (
              <Row key={entry.id} entry={entry} />
            ))}
          </ul>
        </Panel>
      )}
      {query.hasNextPage && (
        <Button isBusy={query.isFetchingNextPage} busyLabel="Loading…" onClick={() => void query.fetchNextPage()}>
          Show older entries
        </Button>
      )}
    </div>
  );
}

function Row({ entry }: { readonly entry: Activity }) {
  const changes = changesOf(entry);
  const page = pageOf(entry);
  return (
    <li className={styles.row}>
      <span className={styles.what}>
        <span>
          <strong>{actorOf(entry)}</strong> · {actionOf(entry)}:{' '}
          {page === null ? (
            subjectOf(entry)
          ) : (
            <Link to={page} className={frame.link}>
              {subjectOf(entry)}
            </Link>
          )}
        </span>
        <Disclosure label="Details">
          <dl className={styles.facts}>
            {changes.map(({ field, before, after }) => (
              <div key={field} className={styles.fact}>
                <dt>{field}</dt>
                <dd>{entry.before === null ? after : `${before} → ${after}`}</dd>
              </div>
            ))}
            <div className={styles.fact}>
              <dt>from</dt>
              <dd>{[entry.via, entry.address].filter(Boolean).join(', ') || 'the hub itself'}</dd>
            </div>
            {entry.request_id && (
              <div className={styles.fact}>
                <dt>request</dt>
                <dd className={frame.mono}>{entry.request_id}</dd>
              </div>
            )}
          </dl>
        </Disclosure>
      </span>
      <span className={styles.time}>
        <Time at={entry.date} />
      </span>
    </li>
  );
}

function useActivity(search: ActivitySearch) {
  return useInfiniteQuery({
    queryKey: ['activity', search],
    queryFn: ({ pageParam, signal }) => {
      const position = pageParam === null ? {} : { before_id: pageParam };
      const query = { ...search, ...position, limit: PAGE_ROWS };
      return unwrap(api.GET('/v2/activity', { params: { query }, signal }));
    },
    initialPageParam: null as number | null,
    getNextPageParam: (page: readonly Activity[]) => (page.length < PAGE_ROWS ? null : (page.at(-1)?.id ?? null)),
  });
}

function withKind(search: ActivitySearch, kind: ActivitySearch['subject_kind']): ActivitySearch {
  const { subject_kind: _kind, subject_id: _id, ...rest } = search;
  return kind === undefined ? rest : { ...rest, subject_kind: kind };
}

async function exportCsv(search: ActivitySearch): Promise<void> {
  await attempt('The activity could not be exported', async () => {
    const csv = await unwrap(api.GET('/v2/activity/export', { params: { query: search }, parseAs: 'blob' }));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(csv as unknown as Blob);
    link.download = 'activity.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
