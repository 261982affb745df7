import { Toast as Base } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './toast.module.css';

interface ToastMessage {
  readonly title: string;
  readonly text?: string;
  readonly tone?: 'ok' | 'bad';
  /** Takes back what was done; offered for 8 s. */
  readonly onUndo?: () => void;
}

const manager = Base.createToastManager<{ tone: 'ok' | 'bad' }>();
const SHOWN_MS = 5_000;
const UNDO_MS = 8_000;

/** Says in a corner what was done or what failed; an error stays until it is closed. */
export function showToast({ title, text, tone = 'ok', onUndo }: ToastMessage): void {
  const id = manager.add({
    title,
    ...(text === undefined ? {} : { description: text }),
    data: { tone },
    priority: tone === 'bad' ? 'high' : 'low',
    timeout: tone === 'bad' ? 0 : onUndo ? UNDO_MS : SHOWN_MS,
    ...(onUndo && {
      actionProps: {
        children: 'Undo',
        onClick: () => {
          manager.close(id);
          onUndo();
        },
      },
    }),
  });
}

/** The corner where toasts are shown; once around the whole page. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager}>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles.viewport}>
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager<{ tone: 'ok' | 'bad' }>();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={['right', 'down']}>
      <Base.Content className={styles.content}>
        {toast.data?.tone === 'bad' ? (
          <CircleAlert size={16} className={classNames(styles.icon, styles.bad)} aria-hidden="true" />
        ) : (
          <CircleCheck size={16} className={classNames(styles.icon, styles.ok)} aria-hidden="true" />
        )}
        <div className={styles.texts}>
          <Base.Title className={styles.title} />
          <Base.Description className={styles.text} />
        </div>
        {toast.actionProps && <Base.Action render={<Button size="small">Undo</Button>} />}
        <Base.Close className={styles.close} aria-label="Close">
          <X size={14} aria-hidden="true" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
