import styles from './shell.module.css';

/** The hub's mark and name. */
export function Logo() {
  return (
    <span className={styles.logo}>
      <span className={styles.mark}>
        <svg
          width="14"
          height="14"
          viewBox="0 0 14 14"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          aria-hidden="true"
        >
          <rect x="1.2" y="1.2" width="4.8" height="4.8" rx="1.4" />
          <rect x="8" y="8" width="4.8" height="4.8" rx="1.4" />
          <path d="M3.6 6v2.2a2.2 2.2 0 0 0 2.2 2.2H8" />
        </svg>
      </span>
      Hubwright
    </span>
  );
}
