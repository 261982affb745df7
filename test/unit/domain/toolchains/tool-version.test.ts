import { expect } from 'chai';
import { beginsWith, compareVersions, parseToolVersion } from '../../../../src/domain/toolchains/tool-version.ts';

describe('the version of a tool', () => {
  const versions: readonly (readonly [string, readonly number[]])[] = [
    ['v20.9.0', [20, 9, 0]],
    ['go1.26rc1', [1, 26]],
    ['none', []],
  ];
  for (const [text, numbers] of versions) {
    it(`of ${text} is ${numbers.join('.') || 'unknown'}`, () => expect(parseToolVersion(text)).to.deep.equal(numbers));
  }

  const orders: readonly (readonly [string, string, number])[] = [
    ['3.9', '3.13', -1],
    ['3.13', '3.9', 1],
    ['3.13', '3.13.0', 0],
    ['3.13', '3.13.1', -1],
    ['3.13.1', '3.13', 1],
    ['', '', 0],
  ];
  for (const [left, right, sign] of orders) {
    it(`orders ${left || 'none'} and ${right || 'none'} by numbers (${sign})`, () => {
      expect(Math.sign(compareVersions(parseToolVersion(left), parseToolVersion(right)))).to.equal(sign);
    });
  }

  it('begins with whole numbers, not with digits', () => {
    expect(beginsWith([3, 13, 2], [3, 13])).to.equal(true);
    expect(beginsWith([3, 13, 2], [3, 1])).to.equal(false);
    expect(beginsWith([3], [3, 1])).to.equal(false);
  });
});
