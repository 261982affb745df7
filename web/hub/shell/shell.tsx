import { Outlet, useRouterState } from '@tanstack/react-router';
import { Menu as MenuIcon, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { SignInAgain } from '../sign-in/sign-in-again.tsx';
import { CommandPalette } from './command-palette.tsx';
import { Logo } from './logo.tsx';
import { NavigationDrawer } from './navigation-drawer.tsx';
import { OfflineBar } from './offline-bar.tsx';
import styles from './shell.module.css';
import { ShortcutList } from './shortcut-list.tsx';
import { Sidebar } from './sidebar.tsx';
import { useShortcuts } from './use-shortcuts.ts';

type Layer = 'palette' | 'navigation' | 'keys' | null;

/** The frame of every page for people who have signed in. */
export function Shell() {
  const [layer, setLayer] = useState<Layer>(null);
  const close = (): void => setLayer(null);
  const main = useFocusOnNavigation();
  useShortcuts({ onPalette: () => setLayer('palette'), onKeyList: () => setLayer('keys') });
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        Skip to content
      </a>
      <Sidebar onSearch={() => setLayer('palette')} />
      <header className={styles.bar}>
        <IconButton label="Menu" icon={<MenuIcon size={18} />} onClick={() => setLayer('navigation')} />
        <Logo />
        <IconButton label="Search" icon={<Search size={18} />} onClick={() => setLayer('palette')} />
      </header>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <OfflineBar />
        <Outlet />
      </main>
      <CommandPalette isOpen={layer === 'palette'} onClose={close} />
      <NavigationDrawer isOpen={layer === 'navigation'} onClose={close} />
      <SignInAgain />
      <ShortcutList isOpen={layer === 'keys'} onClose={close} />
    </div>
  );
}

/** A new page has the focus, as one that the browser loaded would; not when only its filters changed. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what is waited for
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [path]);
  return main;
}
