import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './panel.module.css';

interface PanelProps {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly hint?: ReactNode;
  /** Rows touch the edges. */
  readonly isFlush?: boolean;
  readonly children: ReactNode;
}

/** A framed part of a page. */
export function Panel({ title, actions, hint, isFlush = false, children }: PanelProps) {
  return (
    <section className={styles.panel}>
      {title && (
        <div className={styles.head}>
          <div className={styles.title}>
            <h2>{title}</h2>
            {hint && <p className={styles.hint}>{hint}</p>}
          </div>
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      <div className={classNames(styles.body, isFlush && styles.flush)}>{children}</div>
    </section>
  );
}
