import { expect } from 'chai';
import { describeCommandEnd } from '../../../../src/domain/releases/describe-command-end.ts';

describe('the end of a failed command', () => {
  it('is its last line that says something', () => {
    expect(describeCommandEnd('first\nModuleNotFoundError: no x\n\n---\n', 'python')).to.equal(
      'ModuleNotFoundError: no x',
    );
    expect(describeCommandEnd('\n', 'python')).to.equal('');
  });

  it('is not what a package client says about its own log or news', () => {
    const output =
      'npm error missing script: build\nnpm error\nnpm error A complete log of this run can be found in: /x\n';
    expect(describeCommandEnd(`${output}npm notice New version\n`, 'node')).to.equal('npm error missing script: build');
  });

  it('says that a program is not there, and of which base', () => {
    const expected = 'gradle: not found: the base `java` has no gradle here';
    expect(describeCommandEnd('/bin/sh: 1: gradle: not found', 'java')).to.equal(expected);
    expect(describeCommandEnd('bash: line 1: gradle: command not found', 'java')).to.equal(expected);
    expect(describeCommandEnd('the page was not found', 'java')).to.equal('the page was not found');
  });

  it('is cut where it is very long', () => {
    expect(describeCommandEnd('x'.repeat(1_000), 'node')).to.have.length(301);
  });
});
