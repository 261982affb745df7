import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LogOut, Monitor, Moon, Search, Sun, SunMoon } from 'lucide-react';
import { api, unwrap } from '../../api/client.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Keys } from '../../ui/keys.tsx';
import { Menu } from '../../ui/menu.tsx';
import { meQuery, useCan } from '../me.ts';
import { NAVIGATION, type NavigationEntry } from '../navigation.ts';
import { roleLabel } from '../settings/role-options.ts';
import { chooseTheme } from '../theme.ts';
import { attempt } from '../use-action.ts';
import { Logo } from './logo.tsx';
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

/** The entries of the sidebar; `onGo` closes the drawer that holds them on a phone. */
export function Navigation({ onGo }: { readonly onGo?: () => void }) {
  const can = useCan();
  const groups = NAVIGATION.map(({ label, entries }) => {
    return { label, entries: entries.filter(({ operation }) => can(operation)) };
  });
  return (
    <nav className={styles.groups} aria-label="Main">
      {groups
        .filter(({ entries }) => entries.length > 0)
        .map(({ label, entries }) => (
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
  const { data: me } = useQuery(meQuery());
  return (
    <div className={styles.foot}>
      <Link to="/account" className={styles.who}>
        {me?.user?.name ?? 'Account'}
        <span className={styles.role}>{me && roleLabel(me.role)}</span>
      </Link>
      <Menu
        trigger={<IconButton label="Theme" icon={<SunMoon size={16} />} />}
        items={[
          { label: 'As the system', icon: <Monitor size={15} />, onSelect: () => chooseTheme('system') },
          { label: 'Light', icon: <Sun size={15} />, onSelect: () => chooseTheme('light') },
          { label: 'Dark', icon: <Moon size={15} />, onSelect: () => chooseTheme('dark') },
        ]}
      />
      <IconButton label="Sign out" icon={<LogOut size={16} />} onClick={() => void signOut()} />
    </div>
  );
}

/** Ends the session and leaves nothing of it in the page. */
async function signOut(): Promise<void> {
  await attempt('You could not be signed out', async () => {
    await unwrap(api.DELETE('/v2/session'));
    location.assign('/sign-in');
  });
}
