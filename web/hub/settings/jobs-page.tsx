import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, Clock } from 'lucide-react';
import type { Output } from '../../api/client.ts';
import { formatDuration, formatNumber } from '../../text/format.ts';
import { Empty } from '../../ui/empty.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status, type StatusDisplay } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import { ProblemView } from '../problem-view.tsx';
import { usePageTitle } from '../use-page-title.ts';
import styles from './jobs.module.css';
import { jobsQuery } from './people-queries.ts';

type Job = Output<'listJobs'>[number];

/** What the hub does by itself: when each job ran last, and what failed. */
export function JobsPage() {
  const { data: jobs, error, refetch } = useQuery(jobsQuery());
  usePageTitle('Jobs');
  return (
    <div className={frame.page}>
      <PageHead title="Jobs" />
      {error && !jobs && <ProblemView title="The jobs could not be loaded" error={error} onRetry={refetch} />}
      {!jobs && !error && <Skeleton lines={8} />}
      {jobs?.length === 0 && <Empty title="No job was reported yet" text="Processes report every few seconds." />}
      {processesOf(jobs ?? []).map(([id, ofProcess]) => (
        <ProcessPanel key={id} jobs={ofProcess} />
      ))}
    </div>
  );
}

function ProcessPanel({ jobs }: { readonly jobs: readonly Job[] }) {
  const [first] = jobs;
  if (!first) return null;
  const { component, hostname, pid, is_live: isLive } = first.process;
  return (
    <Panel
      title={`${component} on ${hostname}`}
      hint={isLive ? `Process ${pid}` : `Process ${pid}; not heard of lately`}
      isFlush
    >
      <ul>
        {jobs.map((job) => (
          <li key={job.name} className={styles.row}>
            <span className={styles.name}>{job.name}</span>
            <Status display={statusOf(job)} />
            <span className={styles.small}>
              {job.last_started_date ? (
                <>
                  <Time at={job.last_started_date} />
                  {job.last_duration_ms === null ? '' : `, ${formatDuration(job.last_duration_ms)}`}
                </>
              ) : (
                'Not run yet'
              )}
            </span>
            <span className={styles.small}>{`${formatNumber(job.items_done)} done`}</span>
            {job.last_error && <span className={styles.error}>{job.last_error}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function statusOf(job: Job): StatusDisplay {
  if (job.failure_streak > 0) return { tone: 'bad', icon: CircleX, word: `Failing, ${job.failure_streak} in a row` };
  if (job.is_running) return { tone: 'live', icon: 'spinner', word: 'Running' };
  if (job.items_backed_off > 0)
    return { tone: 'warn', icon: Clock, word: `${job.items_backed_off} wait to be tried again` };
  return { tone: 'ok', icon: CircleCheck, word: 'In order' };
}

function processesOf(jobs: readonly Job[]): [string, Job[]][] {
  return [...Map.groupBy(jobs, (job) => job.process.id)];
}
