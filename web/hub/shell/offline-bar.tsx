import { WifiOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import styles from './offline-bar.module.css';

let lostAt = new Date();

/** Says that the network is gone, and from when the page is. */
export function OfflineBar() {
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  if (isOnline) return null;
  const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(lostAt);
  return (
    <div role="status" className={styles.bar}>
      <WifiOff size={14} aria-hidden="true" />
      {`No connection. What you see is from ${time}.`}
    </div>
  );
}

function subscribe(listener: () => void): () => void {
  const onOffline = (): void => {
    lostAt = new Date();
    listener();
  };
  addEventListener('online', listener);
  addEventListener('offline', onOffline);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', onOffline);
  };
}
