import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

interface ConfirmProps {
  readonly title: string;
  /** What happens and what can't be undone. */
  readonly text: ReactNode;
  /** The verb with its object, such as "Cancel run"; never "OK". */
  readonly actionLabel: string;
  readonly busyLabel: string;
  readonly keepLabel?: string;
  readonly isDanger?: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** A rejection leaves the dialog open; the caller shows the error. */
  readonly onConfirm: () => Promise<void>;
}

/** Asks before something that can't be undone. */
export function Confirm(props: ConfirmProps) {
  const {
    title,
    text,
    actionLabel,
    busyLabel,
    keepLabel = 'Keep',
    isDanger = true,
    isOpen,
    onClose,
    onConfirm,
  } = props;
  const [isBusy, setIsBusy] = useState(false);
  const confirm = async (): Promise<void> => {
    setIsBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch {
      // The caller reports the failure; the action can be tried again.
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Popup className={styles.popup}>
          <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
          <AlertDialog.Description className={styles.text} render={<div />}>
            {text}
          </AlertDialog.Description>
          <div className={styles.footer}>
            <AlertDialog.Close render={<Button>{keepLabel}</Button>} />
            <Button variant={isDanger ? 'danger' : 'primary'} isBusy={isBusy} busyLabel={busyLabel} onClick={confirm}>
              {actionLabel}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
