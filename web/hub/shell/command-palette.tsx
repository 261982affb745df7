import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Blocks, Boxes, CirclePlay, Monitor, Moon, Sun } from 'lucide-react';
import { useDeferredValue, useEffect, useState } from 'react';
import { Palette, type PaletteGroup, type PaletteItem } from '../../ui/palette.tsx';
import { integrationNamesQuery } from '../integrations/integration-queries.ts';
import { useCan } from '../me.ts';
import { ALL_PAGES } from '../navigation.ts';
import { tenantSearchQuery } from '../tenants/tenant-queries.ts';
import { chooseTheme } from '../theme.ts';

interface CommandPaletteProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const MAX_INTEGRATIONS = 6;
const MIN_SEARCH = 2;

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

/** What has such a name or number. */
function useObjects(text: string, isOpen: boolean): { groups: PaletteGroup[]; isLoading: boolean } {
  const navigate = useNavigate();
  const isSearched = isOpen && text.length >= MIN_SEARCH && !/^#?\d+$/.test(text);
  const { data: integrations = [] } = useQuery({ ...integrationNamesQuery(), enabled: isOpen });
  const tenants = useQuery({ ...tenantSearchQuery(text), enabled: isSearched });
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  const run: PaletteItem[] = number
    ? [
        {
          key: 'run',
          label: `Run #${number}`,
          icon: <CirclePlay size={15} />,
          onSelect: () => void navigate({ to: `/runs/${number}` }),
        },
      ]
    : [];
  const found = isSearched ? integrations.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase())) : [];
  const groups = [
    { label: 'Runs', items: run },
    {
      label: 'Integrations',
      items: found.slice(0, MAX_INTEGRATIONS).map(({ id, name }) => ({
        key: `integration ${id}`,
        label: name,
        icon: <Blocks size={15} />,
        onSelect: () => void navigate({ to: `/integrations/${id}` }),
      })),
    },
    {
      label: 'Tenants',
      items: (isSearched ? (tenants.data ?? []) : []).map(({ id, name }) => ({
        key: `tenant ${id}`,
        label: name,
        icon: <Boxes size={15} />,
        onSelect: () => void navigate({ to: `/tenants/${id}` }),
      })),
    },
  ];
  return { groups, isLoading: isSearched && tenants.isFetching };
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
