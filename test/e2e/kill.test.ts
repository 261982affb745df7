import { expect } from 'chai';
import { runChaos } from '../support/chaos.ts';
import { useHubStack } from '../support/use-hub-stack.ts';

const SEED = 20261122;

describe('killing parts of the hub', function killing() {
  this.timeout(300_000);
  const hub = useHubStack({ workers: 2, settings: { HUBWRIGHT_RUN_SLOTS: '4', HUBWRIGHT_NETWORK_POOL: '2' } });

  it('brings every accepted trigger to exactly one final run, without overlap and without unearned success', async () => {
    const told: string[] = [];
    const report = await runChaos({
      ...{ stack: hub.stack, seed: SEED, rounds: 3, roundMs: 15_000, tenants: 8 },
      say: (line) => told.push(line),
    });
    expect(report.faults, `${told.join('\n')}\n${JSON.stringify(report, null, 2)}`).to.deep.equal([]);
    expect(report.kills).to.have.length(15);
    expect(report.triggers).to.be.greaterThan(50);
    expect(report.processesSeen).to.be.greaterThan(20);
    expect(report.succeeded).to.be.greaterThan(20);
  });
});
