import { type CuttableProxy, startCuttableProxy } from './cuttable-proxy.ts';
import type { HubComponent, HubServers, HubStackOptions } from './hub-stack.ts';

/** The ways by which workers reach database and Temporal, which a test cuts one by one. */
export interface CuttableWays {
  readonly waysOf: NonNullable<HubStackOptions['waysOf']>;
  cut(part: HubComponent, server: keyof HubServers): Promise<void>;
  /** Mends all that were cut. */
  mend(): Promise<void>;
}

export function createCuttableWays(): CuttableWays {
  const ways = new Map<string, Promise<CuttableProxy>>();
  const cut = new Set<CuttableProxy>();
  const wayTo = async (part: HubComponent, server: keyof HubServers, host: string, port: string): Promise<string> => {
    const name = `${part} ${server}`;
    const way = ways.get(name) ?? startCuttableProxy(host, Number(port));
    ways.set(name, way);
    return `127.0.0.1:${(await way).port}`;
  };
  return {
    waysOf: async (part, servers) => {
      const database = new URL(servers.databaseUrl);
      const [host = '', port = ''] = servers.temporalAddress.split(':');
      database.host = await wayTo(part, 'databaseUrl', database.hostname, database.port);
      return { databaseUrl: database.href, temporalAddress: await wayTo(part, 'temporalAddress', host, port) };
    },
    cut: async (part, server) => {
      const way = await ways.get(`${part} ${server}`);
      if (!way) throw new Error(`${part} has no such way`);
      cut.add(way);
      await way.cut();
    },
    mend: async () => {
      await Promise.all([...cut].map((way) => way.mend()));
      cut.clear();
    },
  };
}
