import type { Run } from '../../api/types.ts';
import { words } from '../../text/en.ts';
import { countOf, formatSpan } from '../../text/format.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Time } from '../../ui/time.tsx';
import { textOfNote } from '../text-of-note.ts';
import styles from './run-details.module.css';
import { reasonOf } from './run-reason.ts';

/** Why it failed or waits, and what lies behind that. */
export function RunDetails({ run }: { readonly run: Run }) {
  return (
    <div className={styles.details}>
      <Reason run={run} />
      <div className={styles.more}>
        {run.attempts.length > 0 && (
          <Disclosure label={countOf(run.attempts.length, 'attempt')}>
            <Attempts run={run} />
          </Disclosure>
        )}
        <Disclosure label={countOf(run.trigger_count, 'trigger')}>
          <Triggers run={run} />
        </Disclosure>
        {run.warnings.length > 0 && (
          <Disclosure label={countOf(run.warnings.length, 'warning')}>
            <ul className={styles.list}>
              {run.warnings.map((warning) => (
                <li key={JSON.stringify(warning)}>{textOfNote(warning)}</li>
              ))}
            </ul>
          </Disclosure>
        )}
      </div>
    </div>
  );
}

function Reason({ run }: { readonly run: Run }) {
  const reason = reasonOf(run);
  if (reason === null) return null;
  if (!run.failure) return <Notice tone="info" title={reason} />;
  const { class: kind, exit_code: exitCode, signal } = run.failure;
  const facts = [
    words.failureClasses[kind] ?? kind,
    exitCode !== null && `exit code ${exitCode}`,
    signal !== null && `ended by ${signal}`,
  ];
  return (
    <Notice tone="bad" title={reason}>
      <p className={styles.quiet}>{facts.filter(Boolean).join(' · ')}</p>
    </Notice>
  );
}

function Attempts({ run }: { readonly run: Run }) {
  return (
    <ol className={styles.list}>
      {run.attempts.map((attempt) => (
        <li key={attempt.number}>
          {`Attempt ${attempt.number}: ${attempt.failure?.message ?? attempt.state}`}
          <span className={styles.quiet}>
            {[
              attempt.worker,
              formatSpan(attempt.started_date, attempt.completed_date),
              !attempt.is_counted && 'not counted',
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Triggers({ run }: { readonly run: Run }) {
  return (
    <ol className={styles.list}>
      {run.triggers.map((trigger) => (
        <li key={trigger.id}>
          <span>
            {`${words.sources[trigger.source]}, ${words.modes[trigger.mode]} · `}
            <Time at={trigger.created_date} />
          </span>
          {trigger.payload !== null && <pre className={styles.payload}>{JSON.stringify(trigger.payload, null, 2)}</pre>}
        </li>
      ))}
    </ol>
  );
}
