import type { Release } from '../../api/types.ts';
import { countOf, formatBytes, formatSpan } from '../../text/format.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Time } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import { textOfNote } from '../text-of-note.ts';
import styles from './release-facts.module.css';

/** What a build was made of, how long it took, why it failed. */
export function ReleaseFacts({ release }: { readonly release: Release }) {
  const now = useNow();
  const facts = [
    { name: 'Branch', value: release.repository_tracking_branch },
    {
      name: 'Commit',
      value: release.commit_sha && <CopyText text={release.commit_sha.slice(0, 12)} label="the commit" />,
    },
    { name: 'Asked for by', value: release.requested_by_name ?? release.requested_by },
    { name: 'Queued', value: <Time at={release.queued_date} /> },
    { name: 'Took', value: formatSpan(release.started_date, release.finished_date, now) },
    { name: 'Size', value: release.artifact_size_bytes && formatBytes(release.artifact_size_bytes) },
    { name: 'Run', value: release.run_command && <code>{release.run_command}</code> },
  ];
  return (
    <div className={styles.facts}>
      <Facts facts={facts} />
      {release.failure && <Failure failure={release.failure} />}
      {release.artifact_removed_date && (
        <Notice tone="info" title="Its files were removed; it can’t be run any more." />
      )}
      {release.warnings.length > 0 && (
        <Disclosure label={countOf(release.warnings.length, 'warning')}>
          <ul>
            {release.warnings.map((warning) => (
              <li key={JSON.stringify(warning)}>{textOfNote(warning)}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

function Failure({ failure }: { readonly failure: Record<string, unknown> }) {
  const { step, message } = failure;
  const title = typeof step === 'string' ? `Failed at ${step}` : 'The build failed';
  return (
    <Notice tone="bad" title={title}>
      <p className={styles.message}>{typeof message === 'string' ? message : JSON.stringify(failure)}</p>
    </Notice>
  );
}
