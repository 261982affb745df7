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
import type { OperationId } from '../api/types.ts';

export interface NavigationEntry {
  readonly label: string;
  readonly to: string;
  readonly icon: LucideIcon;
  /** Two keys, one after the other. */
  readonly keys?: string;
  /** Shown to those who may use it. */
  readonly operation: OperationId;
}

interface NavigationGroup {
  readonly label: string | null;
  readonly entries: readonly NavigationEntry[];
}

/** The pages of the hub in the order of the sidebar. */
export const NAVIGATION: readonly NavigationGroup[] = [
  { label: null, entries: [{ label: 'Home', operation: 'listNeedsAttention', to: '/', icon: House, keys: 'g h' }] },
  {
    label: 'Build',
    entries: [{ label: 'Integrations', operation: 'listIntegrations', to: '/integrations', icon: Blocks, keys: 'g i' }],
  },
  {
    label: 'Operate',
    entries: [
      { label: 'Tenants', operation: 'listTenants', to: '/tenants', icon: Boxes, keys: 'g t' },
      { label: 'Runs', operation: 'listRuns', to: '/runs', icon: CirclePlay, keys: 'g r' },
      { label: 'Schedules', operation: 'listReconciliations', to: '/schedules', icon: CalendarClock, keys: 'g s' },
      { label: 'Activity', operation: 'listActivity', to: '/activity', icon: History, keys: 'g a' },
    ],
  },
  {
    label: 'Settings',
    entries: [
      { label: 'Source Control', operation: 'listSourceConnections', to: '/settings/source-control', icon: GitBranch },
      { label: 'Users', operation: 'listUsers', to: '/settings/users', icon: Users },
      { label: 'API keys', operation: 'listApiKeys', to: '/settings/api-keys', icon: KeyRound },
      { label: 'Security', operation: 'getSecretKeyUse', to: '/settings/security', icon: ShieldCheck },
      { label: 'Mail', operation: 'listMails', to: '/dev/mail', icon: Mail },
      { label: 'Jobs', operation: 'listJobs', to: '/settings/jobs', icon: ListChecks },
    ],
  },
];

export const ALL_PAGES: readonly NavigationEntry[] = NAVIGATION.flatMap(({ entries }) => entries);
