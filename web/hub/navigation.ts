import {
  Blocks,
  Boxes,
  CalendarClock,
  CirclePlay,
  GitBranch,
  History,
  House,
  KeyRound,
  ListChecks,
  type LucideIcon,
  Mail,
  ShieldCheck,
  Users,
} from 'lucide-react';

export interface NavigationEntry {
  readonly label: string;
  readonly to: string;
  readonly icon: LucideIcon;
  /** Two keys, one after the other. */
  readonly keys?: string;
}

interface NavigationGroup {
  readonly label: string | null;
  readonly entries: readonly NavigationEntry[];
}

/** The pages of the hub in the order of the sidebar. */
export const NAVIGATION: readonly NavigationGroup[] = [
  { label: null, entries: [{ label: 'Home', to: '/', icon: House, keys: 'g h' }] },
  { label: 'Build', entries: [{ label: 'Integrations', to: '/integrations', icon: Blocks, keys: 'g i' }] },
  {
    label: 'Operate',
    entries: [
      { label: 'Tenants', to: '/tenants', icon: Boxes, keys: 'g t' },
      { label: 'Runs', to: '/runs', icon: CirclePlay, keys: 'g r' },
      { label: 'Schedules', to: '/schedules', icon: CalendarClock, keys: 'g s' },
      { label: 'Activity', to: '/activity', icon: History, keys: 'g a' },
    ],
  },
  {
    label: 'Settings',
    entries: [
      { label: 'Source Control', to: '/settings/source-control', icon: GitBranch },
      { label: 'Users', to: '/settings/users', icon: Users },
      { label: 'API keys', to: '/settings/api-keys', icon: KeyRound },
      { label: 'Security', to: '/settings/security', icon: ShieldCheck },
      { label: 'Mail', to: '/dev/mail', icon: Mail },
      { label: 'Jobs', to: '/settings/jobs', icon: ListChecks },
    ],
  },
];

export const ALL_PAGES: readonly NavigationEntry[] = NAVIGATION.flatMap(({ entries }) => entries);
