import { isIP, isIPv4 } from 'node:net';
import { normaliseHostName } from '../../../domain/network/host-pattern.ts';
import type { SandboxInternet } from '../sandbox.ts';
import { setRules } from './enter-namespace.ts';
import type { HostAddresses } from './host-addresses.ts';
import { NAME_SERVER_ADDRESS } from './name-server-protocol.ts';
import { narrowingRules, openingRule } from './network-files.ts';
import type { LiveNamespace, NetworkOwner } from './network-owner.ts';
import { startNameServer } from './start-name-server.ts';

/** A network namespace as one sandbox needs it. */
export interface OpenedNetwork {
  /** Small files that have to be in the sandbox, by absolute path. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  close(): Promise<void>;
}

const PLAIN: OpenedNetwork = { files: {}, close: async () => undefined };

/**
 * Opens hosts in a namespace that has slirp4netns and its guards, and narrows the rest to the allowed ones. It has to be done
 * before anything hostile runs there, and is closed when the sandbox has ended.
 * @throws Error with a plain sentence where a step fails
 */
export async function openNetwork(
  owner: NetworkOwner,
  namespace: LiveNamespace,
  network: SandboxInternet,
  addresses: HostAddresses,
): Promise<OpenedNetwork> {
  const allowed = network.allowedHosts ?? null;
  const opened = network.openHosts.map(({ host, port }) => ({ host: normaliseHostName(host), port }));
  const names = opened.filter(({ host }) => isIP(host) === 0);
  const rules = literalRules(opened, addresses, (host) => sayClosed(owner, host));
  const orders = [...(allowed === null ? [] : narrowingRules()), ...rules];
  if (orders.length > 0) await setRules(owner, namespace.pid, orders);
  if (allowed === null && names.length === 0) return PLAIN;
  const policy = { opened: names, allowed, rules, onRefused: network.onRefused ?? (() => undefined) };
  const server = await startNameServer(owner, namespace, policy, addresses);
  return {
    files: { '/etc/resolv.conf': Buffer.from(`nameserver ${NAME_SERVER_ADDRESS}\n`) },
    close: () => server.close(),
  };
}

/** Several names may share an address, and a rule can be added once only. */
function literalRules(
  opened: SandboxInternet['openHosts'],
  addresses: HostAddresses,
  onClosed: (host: string) => void,
): string[] {
  const literals = opened.filter(({ host }) => isIPv4(host));
  for (const { host } of literals) if (addresses.isClosed(host)) onClosed(host);
  const open = literals.filter(({ host }) => !addresses.isClosed(host));
  return [...new Set(open.map(({ host, port }) => openingRule(host, port)))];
}

function sayClosed(owner: NetworkOwner, host: string): void {
  owner.log('warn', 'an opened host is an address of this host or of a metadata service, and stays closed', { host });
}
