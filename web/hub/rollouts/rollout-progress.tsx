import type { Rollout } from '../../api/types.ts';
import { formatDuration, formatNumber } from '../../text/format.ts';
import { Panel } from '../../ui/panel.tsx';
import styles from './rollout-progress.module.css';

const PARTS = [
  { name: 'moved', label: 'Moved' },
  { name: 'held', label: 'Held' },
  { name: 'skipped', label: 'Skipped' },
  { name: 'reverted', label: 'Reverted' },
  { name: 'pending', label: 'Pending' },
] as const;

/** How far a rollout is: a bar, the figures behind it, and its steps. */
export function RolloutProgress({ rollout }: { readonly rollout: Rollout }) {
  const { counts, total, steps } = rollout;
  const shown = PARTS.filter(({ name }) => counts[name] > 0);
  return (
    <Panel title="Progress">
      <div className={styles.bar} aria-hidden="true">
        {shown.map(({ name }) => (
          <span key={name} className={styles[name]} style={{ flexGrow: counts[name] / Math.max(total, 1) }} />
        ))}
      </div>
      <dl className={styles.figures}>
        {PARTS.map(({ name, label }) => (
          <div key={name} className={styles.figure}>
            <dt>
              <span className={`${styles.key} ${styles[name]}`} aria-hidden="true" />
              {label}
            </dt>
            <dd>{formatNumber(counts[name])}</dd>
          </div>
        ))}
      </dl>
      {steps.length > 1 && (
        <ol className={styles.steps}>
          {steps.map(({ percent, bake_seconds: bake }, place) => (
            <li key={percent} aria-current={place === rollout.step ? 'step' : undefined} className={styles.step}>
              <strong>{`${percent} %`}</strong>
              {bake > 0 && <span>{`then ${formatDuration(bake * 1000)}`}</span>}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
