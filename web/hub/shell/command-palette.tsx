import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Blocks, Boxes, CirclePlay, Hammer, Monitor, Moon, Sun } from 'lucide-react';
import { useDeferredValue, useEffect, useState } from 'react';
import { api, unwrap } from '../../api/client.ts';
import { Palette, type PaletteGroup } from '../../ui/palette.tsx';
import { useCan } from '../me.ts';
import { ALL_PAGES } from '../navigation.ts';
import { chooseTheme } from '../theme.ts';

interface CommandPaletteProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Pages, objects and actions, from everywhere by one key. */
export function CommandPalette({ isOpen, onClose }: CommandPaletteProps) {
  const [text, setText] = useState('');
  const searched = useDeferredValue(text.trim());
  useEffect(() => {
    if (isOpen) setText('');
  }, [isOpen]);
  const objects = useObjects(searched, isOpen);
  const groups = [...objects.groups, usePages(text.trim().toLowerCase()), themes(text.trim().toLowerCase())];
  return (
    <Palette
      isOpen={isOpen}
      onClose={onClose}
      text={text}
      onText={setText}
      groups={groups.filter(({ items }) => items.length > 0)}
      isLoading={objects.isLoading}
    />
  );
}

/** What has such a name or number, the best of each kind first. */
function useObjects(text: string, isOpen: boolean): { groups: PaletteGroup[]; isLoading: boolean } {
  const navigate = useNavigate();
  const isSearched = isOpen && text !== '';
  const { data: found = [], isFetching } = useQuery({ ...searchQuery(text), enabled: isSearched });
  const groups = KINDS.map(({ kind, label, path, icon: Icon }) => ({
    label,
    items: (isSearched ? found : [])
      .filter((object) => object.kind === kind)
      .map(({ id, title, subtitle }) => ({
        key: `${kind} ${id}`,
        label: title,
        ...(subtitle !== null && { hint: subtitle }),
        icon: <Icon size={15} />,
        onSelect: () => void navigate({ to: `${path}/${id}` }),
      })),
  }));
  return { groups, isLoading: isSearched && isFetching };
}

const KINDS = [
  { kind: 'run', label: 'Runs', path: '/runs', icon: CirclePlay },
  { kind: 'integration', label: 'Integrations', path: '/integrations', icon: Blocks },
  { kind: 'tenant', label: 'Tenants', path: '/tenants', icon: Boxes },
  { kind: 'release', label: 'Releases', path: '/releases', icon: Hammer },
] as const;

const MAX_FOUND = 20;

function searchQuery(q: string) {
  return {
    queryKey: ['search', q],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      unwrap(api.GET('/v2/search', { params: { query: { q, limit: MAX_FOUND } }, signal })),
  };
}

function usePages(text: string): PaletteGroup {
  const navigate = useNavigate();
  const can = useCan();
  const offered = ALL_PAGES.filter(({ label, operation }) => can(operation) && label.toLowerCase().includes(text));
  const items = offered.map(({ label, to, icon: Icon, keys }) => ({
    key: `page ${to}`,
    label,
    icon: <Icon size={15} />,
    ...(keys ? { keys } : {}),
    onSelect: () => void navigate({ to }),
  }));
  return { label: 'Go to', items };
}

function themes(text: string): PaletteGroup {
  const items = [
    { key: 'theme light', label: 'Light theme', icon: <Sun size={15} />, onSelect: () => chooseTheme('light') },
    { key: 'theme dark', label: 'Dark theme', icon: <Moon size={15} />, onSelect: () => chooseTheme('dark') },
    {
      key: 'theme system',
      label: 'Theme of the system',
      icon: <Monitor size={15} />,
      onSelect: () => chooseTheme('system'),
    },
  ];
  return { label: 'Theme', items: items.filter(({ label }) => label.toLowerCase().includes(text)) };
}
