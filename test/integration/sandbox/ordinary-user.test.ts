import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { runMochaAsUser } from './run-mocha-as-user.ts';

const FILES = ['test/integration/sandbox/bubblewrap.test.ts', 'test/security/bubblewrap-escape.test.ts'];

describe('bubblewrap as an ordinary user', () => {
  it('passes the contract and the escape suite', async function () {
    this.timeout(120_000);
    if (process.getuid?.() !== 0) return this.skip();
    const trial = spawnSync('setpriv', [
      '--reuid',
      '64701',
      '--regid',
      '64701',
      '--clear-groups',
      'unshare',
      '--user',
      'true',
    ]);
    if (trial.status !== 0) {
      if (this.test !== undefined) this.test.title += ' (skipped: this system gives ordinary users no user namespaces)';
      return this.skip();
    }
    const result = await runMochaAsUser(FILES);
    expect(result.failures).to.deep.equal([]);
    expect(result.passed).to.be.greaterThan(40);
  });
});
