import { Link } from '@tanstack/react-router';
import type { ConfigForm } from '../../api/types.ts';
import { words } from '../../text/en.ts';
import { Notice } from '../../ui/notice.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Time } from '../../ui/time.tsx';
import frame from '../frame.module.css';
import styles from './options-state.module.css';

/** Shows whether the options are there, are being fetched, or could not be fetched. */
export function OptionsState({ form }: { readonly form: ConfigForm }) {
  const { current, last } = form.refresh;
  const fetched = form.fields.flatMap(({ choices }) => (choices?.fetched_date ? [choices.fetched_date] : [])).sort()[0];
  const isFetching = form.fields.some(({ choices }) => choices !== null && choices.kind !== 'static');
  if (!isFetching) return null;
  if (current) {
    return (
      <p role="status" className={styles.line}>
        <Spinner />
        {current.waiting_for
          ? (words.waits[current.waiting_for] ?? current.waiting_for)
          : 'An init sync is fetching the options.'}
        <Link to="/runs/$runId" params={{ runId: current.run_id }} className={frame.link}>
          {`Run #${current.run_id}`}
        </Link>
      </p>
    );
  }
  if (last?.error) {
    return (
      <Notice tone="bad" title="The options could not be fetched">
        <p>
          {last.error.message}{' '}
          <Link to="/runs/$runId" params={{ runId: last.run_id }} className={frame.link}>
            {`Run #${last.run_id}`}
          </Link>
        </p>
      </Notice>
    );
  }
  if (fetched === undefined)
    return <Notice tone="info" title="The options come with the first init sync. Refresh options starts one." />;
  return (
    <p className={styles.line}>
      {'Options fetched '}
      <Time at={fetched} />
    </p>
  );
}
