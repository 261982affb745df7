import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { FormEvent, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly size?: 'normal' | 'wide';
  readonly children?: ReactNode;
  /** The buttons; the last is the one that does it. */
  readonly footer?: ReactNode;
  /** Makes the dialog a form: Enter in a field does what its submit button does. */
  readonly onSubmit?: () => void;
}

/** A layer that has the focus until it is closed, and gives it back then. */
export function Dialog({
  title,
  description,
  isOpen,
  onClose,
  size = 'normal',
  children,
  footer,
  onSubmit,
}: DialogProps) {
  const content = (
    <>
      {children && <div className={styles.body}>{children}</div>}
      {footer && <div className={styles.footer}>{footer}</div>}
    </>
  );
  return (
    <Base.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={classNames(styles.popup, size === 'wide' && styles.wide)}>
          <div className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close className={styles.close} aria-label="Close">
              <X size={16} aria-hidden="true" />
            </Base.Close>
          </div>
          {description && <Base.Description className={styles.text}>{description}</Base.Description>}
          {onSubmit ? (
            <form noValidate className={styles.form} onSubmit={(event) => submit(event, onSubmit)}>
              {content}
            </form>
          ) : (
            content
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function submit(event: FormEvent, onSubmit: () => void): void {
  event.preventDefault();
  // A dialog is in the tree of the form that opened it.
  event.stopPropagation();
  onSubmit();
}
