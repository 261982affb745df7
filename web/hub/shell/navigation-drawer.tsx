import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import dialogStyles from '../../ui/dialog.module.css';
import { IconButton } from '../../ui/icon-button.tsx';
import { Logo } from './logo.tsx';
import styles from './navigation-drawer.module.css';
import { Account, Navigation } from './sidebar.tsx';

interface DrawerProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The sidebar on a phone. */
export function NavigationDrawer({ isOpen, onClose }: DrawerProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialogStyles.backdrop} />
        <Dialog.Popup className={styles.drawer} aria-label="Menu">
          <div className={styles.head}>
            <Logo />
            <Dialog.Close render={<IconButton label="Close" icon={<X size={18} />} />} />
          </div>
          <Navigation onGo={onClose} />
          <Account />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
