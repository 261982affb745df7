import {
  Archive,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CirclePlay,
  CircleSlash,
  CircleX,
  Eye,
  Hammer,
  MessageSquareWarning,
  OctagonX,
  PencilLine,
  Rocket,
  TriangleAlert,
  Undo2,
} from 'lucide-react';
import type { Integration, Release, Rollout, RunPhase, Tenant } from '../api/types.ts';
import { words } from '../text/en.ts';
import type { StatusDisplay } from '../ui/status.tsx';

const { states } = words;

export const RUN_STATUSES: Readonly<Record<RunPhase, StatusDisplay>> = {
  queued: { tone: 'idle', icon: CircleDashed, word: states.run.queued },
  running: { tone: 'live', icon: 'spinner', word: states.run.running },
  succeeded: { tone: 'ok', icon: CircleCheck, word: states.run.succeeded },
  failed: { tone: 'bad', icon: CircleX, word: states.run.failed },
  cancelled: { tone: 'idle', icon: CircleSlash, word: states.run.cancelled },
};

export const RELEASE_STATUSES: Readonly<Record<Release['state'], StatusDisplay>> = {
  queued: { tone: 'idle', icon: CircleDashed, word: states.release.queued },
  building: { tone: 'live', icon: Hammer, word: states.release.building },
  ready: { tone: 'ok', icon: CircleCheck, word: states.release.ready },
  failed: { tone: 'bad', icon: CircleX, word: states.release.failed },
  cancelled: { tone: 'idle', icon: CircleSlash, word: states.release.cancelled },
};

export const INTEGRATION_STATUSES: Readonly<Record<Integration['state'], StatusDisplay>> = {
  draft: { tone: 'idle', icon: PencilLine, word: states.integration.draft },
  in_review: { tone: 'live', icon: Eye, word: states.integration.in_review },
  changes_requested: { tone: 'warn', icon: MessageSquareWarning, word: states.integration.changes_requested },
  published: { tone: 'ok', icon: CircleCheck, word: states.integration.published },
  rejected: { tone: 'bad', icon: CircleX, word: states.integration.rejected },
  withdrawn: { tone: 'idle', icon: Undo2, word: states.integration.withdrawn },
  archived: { tone: 'idle', icon: Archive, word: states.integration.archived },
};

export const ROLLOUT_STATUSES: Readonly<Record<Rollout['state'], StatusDisplay>> = {
  queued: { tone: 'idle', icon: CircleDashed, word: states.rollout.queued },
  running: { tone: 'live', icon: Rocket, word: states.rollout.running },
  paused: { tone: 'idle', icon: CirclePause, word: states.rollout.paused },
  halted: { tone: 'bad', icon: OctagonX, word: states.rollout.halted },
  rolling_back: { tone: 'warn', icon: Undo2, word: states.rollout.rolling_back },
  completed: { tone: 'ok', icon: CircleCheck, word: states.rollout.completed },
  aborted: { tone: 'idle', icon: CircleSlash, word: states.rollout.aborted },
  rolled_back: { tone: 'idle', icon: Undo2, word: states.rollout.rolled_back },
  superseded: { tone: 'idle', icon: CircleSlash, word: states.rollout.superseded },
};

/** A tenant's state is the one that matters most of several. */
export function tenantStatus(tenant: Tenant): StatusDisplay {
  if (tenant.archived) return { tone: 'idle', icon: Archive, word: states.tenant.archived };
  if (tenant.needs.includes('reconfiguration')) return { tone: 'warn', icon: TriangleAlert, word: states.tenant.held };
  if (tenant.paused) return { tone: 'idle', icon: CirclePause, word: states.tenant.paused };
  if (tenant.status.last_run?.status.phase.startsWith('Failed')) {
    return { tone: 'bad', icon: CircleX, word: states.tenant.failing };
  }
  return { tone: 'ok', icon: CirclePlay, word: states.tenant.active };
}
