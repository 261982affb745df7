import { expect } from 'chai';
import { runPropagation } from '../support/propagation.ts';
import { useSharedHub } from '../support/use-hub-stack.ts';

describe('a propagation whose worker is killed', () => {
  const hub = useSharedHub('api and worker');

  it('moves each tenant exactly once, and its progress never goes back', async function propagates() {
    this.timeout(120_000);
    const report = await runPropagation({ stack: hub.stack, tenants: 2_000, killAt: [0.3], say: () => {} });
    expect(report.issues).to.deep.equal([]);
    expect(report.kills).to.equal(1);
  });
});
