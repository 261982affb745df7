import { Link } from '@tanstack/react-router';
import { LogOut, Monitor, Moon, Search, Sun, SunMoon } from 'lucide-react';
import { setAccessKey } from '../../api/access-key.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Keys } from '../../ui/keys.tsx';
import { Menu } from '../../ui/menu.tsx';
import { NAVIGATION, type NavigationEntry } from '../navigation.ts';
import { chooseTheme } from '../theme.ts';
import styles from './shell.module.css';

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Navigation, search and account, beside every page. */
export function Sidebar({ onSearch }: { readonly onSearch: () => void }) {
  return (
    <aside className={styles.sidebar} aria-label="Sidebar">
      <Link to="/" className={styles.home}>
        <Logo />
      </Link>
      <button type="button" className={styles.search} onClick={onSearch}>
        <Search size={14} aria-hidden="true" />
        <span className={styles.searchText}>Search</span>
        <Keys keys={IS_MAC ? '⌘ K' : 'Ctrl K'} />
      </button>
      <Navigation />
      <Account />
    </aside>
  );
}

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

/** The entries of the sidebar; `onGo` closes the drawer that holds them on a phone. */
export function Navigation({ onGo }: { readonly onGo?: () => void }) {
  return (
    <nav className={styles.groups} aria-label="Main">
      {NAVIGATION.map(({ label, entries }) => (
        <div key={label ?? ''} className={styles.group}>
          {label && <p className={styles.groupLabel}>{label}</p>}
          {entries.map((entry) => (
            <Entry key={entry.to} entry={entry} {...(onGo ? { onGo } : {})} />
          ))}
        </div>
      ))}
    </nav>
  );
}

function Entry({ entry, onGo }: { readonly entry: NavigationEntry; readonly onGo?: () => void }) {
  const { label, to, icon: Icon } = entry;
  return (
    <Link to={to} className={styles.entry} activeOptions={{ exact: to === '/' }} onClick={onGo}>
      <Icon size={16} aria-hidden="true" />
      {label}
    </Link>
  );
}

/** Who is signed in, the theme, and the way out. */
export function Account() {
  return (
    <div className={styles.foot}>
      <span className={styles.who}>API key</span>
      <Menu
        trigger={<IconButton label="Theme" icon={<SunMoon size={16} />} />}
        items={[
          { label: 'As the system', icon: <Monitor size={15} />, onSelect: () => chooseTheme('system') },
          { label: 'Light', icon: <Sun size={15} />, onSelect: () => chooseTheme('light') },
          { label: 'Dark', icon: <Moon size={15} />, onSelect: () => chooseTheme('dark') },
        ]}
      />
      <IconButton label="Sign out" icon={<LogOut size={16} />} onClick={() => setAccessKey(null)} />
    </div>
  );
}
