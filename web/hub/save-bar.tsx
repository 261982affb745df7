import { Button } from '../ui/button.tsx';
import styles from './save-bar.module.css';

interface SaveBarProps {
  readonly isDirty: boolean;
  readonly isBusy: boolean;
  readonly onDiscard: () => void;
}

/** The foot of a form: what became of the changes, and what to do with them. */
export function SaveBar({ isDirty, isBusy, onDiscard }: SaveBarProps) {
  return (
    <div className={styles.bar}>
      <span role="status">{isDirty ? 'Not saved yet' : 'Everything is saved'}</span>
      <Button variant="ghost" disabled={!isDirty || isBusy} onClick={onDiscard}>
        Discard
      </Button>
      <Button type="submit" variant="primary" disabled={!isDirty} isBusy={isBusy} busyLabel="Saving…">
        Save
      </Button>
    </div>
  );
}
