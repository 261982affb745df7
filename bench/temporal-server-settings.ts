import { stringify } from 'yaml';

export interface ServerSettingsInput {
  readonly username: string;
  readonly password: string;
  readonly databasePort: number;
  readonly dynamicConfigFile: string;
  readonly services: readonly { readonly name: string; readonly grpcPort: number; readonly membershipPort: number }[];
}

/** The same switches as the embedded dev server's. */
const DYNAMIC_CONFIG = {
  'matching.enableFairness': true,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  'system.enableEagerWorkflowStart': true,
  'system.enableActivityEagerExecution': true,
} as const;

const HISTORY_SHARDS = 4;
const CONNECTIONS = 20;

/** The configuration of one Temporal server with all its services, bound to 127.0.0.1. @see https://docs.temporal.io/references/configuration */
export function toServerSettings(input: ServerSettingsInput): { config: string; dynamicConfig: string } {
  const store = (databaseName: string) => ({
    sql: {
      ...{ pluginName: 'postgres12', databaseName, connectProtocol: 'tcp', maxConnLifetime: '1h' },
      ...{ user: input.username, password: input.password, connectAddr: `127.0.0.1:${input.databasePort}` },
      ...{ maxConns: CONNECTIONS, maxIdleConns: CONNECTIONS },
    },
  });
  const frontend = input.services.find(({ name }) => name === 'frontend');
  const rpcAddress = `127.0.0.1:${frontend?.grpcPort}`;
  const config = {
    log: { stdout: true, level: 'warn' },
    persistence: {
      ...{ defaultStore: 'default', visibilityStore: 'visibility', numHistoryShards: HISTORY_SHARDS },
      datastores: { default: store('temporal'), visibility: store('temporal_visibility') },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: Object.fromEntries(
      input.services.map(({ name, grpcPort, membershipPort }) => [
        name,
        { rpc: { grpcPort, membershipPort, bindOnIP: '127.0.0.1' } },
      ]),
    ),
    clusterMetadata: {
      ...{ enableGlobalNamespace: false, failoverVersionIncrement: 10 },
      ...{ masterClusterName: 'active', currentClusterName: 'active' },
      clusterInformation: { active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress } },
    },
    publicClient: { hostPort: rpcAddress },
    dynamicConfigClient: { filepath: input.dynamicConfigFile, pollInterval: '60s' },
  };
  const dynamic = Object.entries(DYNAMIC_CONFIG).map(([name, value]) => [name, [{ value, constraints: {} }]]);
  return { config: stringify(config), dynamicConfig: stringify(Object.fromEntries(dynamic)) };
}
