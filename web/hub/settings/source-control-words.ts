import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { SourceConnection } from '../../api/types.ts';
import type { StatusDisplay } from '../../ui/status.tsx';

export const PROVIDERS: Readonly<Record<SourceConnection['provider'], string>> = {
  github: 'GitHub',
  gitlab: 'GitLab',
  bitbucket: 'Bitbucket',
  azure_devops: 'Azure DevOps',
  git: 'Any git host',
};

export const REPOSITORY_STATUSES: Readonly<Record<SourceConnection['status'], StatusDisplay>> = {
  unknown: { tone: 'idle', icon: CircleDashed, word: 'Not looked at yet' },
  ok: { tone: 'ok', icon: CircleCheck, word: 'Connected' },
  failing: { tone: 'bad', icon: CircleX, word: 'Failing' },
};
