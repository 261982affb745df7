import { expect } from 'chai';
import { type BuildSecret, buildSecretIssue } from '../../../../src/domain/releases/build-secret.ts';

describe('a build secret', () => {
  const issueOf = (change: Partial<BuildSecret>): string | undefined =>
    buildSecretIssue({ name: 'NPM_TOKEN', file: null, value: 'long-enough', ...change })?.pointer;

  it('is a variable, or a file of HOME', () => {
    expect(issueOf({})).to.equal(undefined);
    for (const file of ['.npmrc', '.config/pip/pip.conf']) expect(issueOf({ file }), file).to.equal(undefined);
    expect(issueOf({ name: 'PATH', file: '.netrc' })).to.equal(undefined);
  });

  it("has no name of the hub's own variables, and none that is no variable", () => {
    for (const name of ['PATH', 'CI', 'PAN_CFG_X', 'LD_PRELOAD', 'HUBWRIGHT_X', 'lower', '1A', '']) {
      expect(issueOf({ name }), name).to.equal('/name');
    }
  });

  it('leads to no place but HOME', () => {
    for (const file of ['', '/etc/passwd', '../x', 'a/../x', './x', '~/x', 'a//b', '-x', 'a b']) {
      expect(issueOf({ file }), file).to.equal('/file');
    }
  });

  it('has a value that can be told from other text', () => {
    expect(issueOf({ value: 'short' })).to.equal('/value');
    expect(issueOf({ value: `long-enough\0` })).to.equal('/value');
    expect(issueOf({ value: 'x'.repeat(64 * 1024 + 1) })).to.equal('/value');
  });
});
