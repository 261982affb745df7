import type { LogWriter } from '../../adapters/run-logs/log-writer.ts';
import type { SandboxNetwork } from '../../adapters/sandbox/sandbox.ts';
import { describeRefusedHost } from '../../domain/network/egress.ts';

/** The network of a run whose log names the hosts that were refused to it, while its process lives. */
export function reportRefusedHosts(
  network: SandboxNetwork,
  log: Pick<LogWriter, 'hub'>,
  signal: AbortSignal,
): SandboxNetwork {
  if (network.kind === 'none') return network;
  let count = 0;
  return {
    ...network,
    onRefused: (refused) => {
      count += 1;
      const line = signal.aborted ? null : describeRefusedHost(refused, count);
      if (line !== null) log.hub(line);
    },
  };
}
