import type { ReactNode } from 'react';
import styles from './page-head.module.css';

interface PageHeadProps {
  readonly title: ReactNode;
  /** What the page belongs to, as links. */
  readonly trail?: ReactNode;
  /** Shown beside the title: state, tags. */
  readonly mark?: ReactNode;
  readonly actions?: ReactNode;
  /** Facts under the title, or tabs. */
  readonly children?: ReactNode;
}

/** The head of a page: its one `h1`, state and actions. */
export function PageHead({ title, trail, mark, actions, children }: PageHeadProps) {
  return (
    <header className={styles.head}>
      {trail && (
        <nav aria-label="Breadcrumb" className={styles.trail}>
          {trail}
        </nav>
      )}
      <div className={styles.row}>
        <div className={styles.title}>
          <h1>{title}</h1>
          {mark}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </header>
  );
}
