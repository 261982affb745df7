import type { Tenant } from '../../api/types.ts';
import { formatList } from '../../text/format.ts';

const NEEDS: Readonly<Record<Tenant['needs'][number], string>> = {
  release: 'A release',
  reconfiguration: 'Its settings changed',
  connection: 'A connection',
};

/** Returns what a tenant lacks before it can run as it should, null where it lacks nothing. */
export function needsOf({ needs }: Tenant): string | null {
  return needs.length === 0 ? null : formatList(needs.map((need) => NEEDS[need]));
}
