import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import styles from './tabs.module.css';

export interface Tab {
  readonly label: string;
  readonly to: string;
  readonly search?: Record<string, unknown>;
  readonly isCurrent: boolean;
  readonly count?: number | undefined;
  readonly mark?: ReactNode;
}

/** Parts of one page, each with an address of its own: links, so that the browser's back works. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map(({ label: name, to, search, isCurrent, count, mark }) => (
        <Link
          key={name}
          to={to}
          search={search ?? {}}
          className={styles.tab}
          activeProps={{}}
          aria-current={isCurrent ? 'page' : false}
          data-current={isCurrent || undefined}
        >
          {name}
          {count !== undefined && <span className={styles.count}>{count}</span>}
          {mark}
        </Link>
      ))}
    </nav>
  );
}
