import { expect } from 'chai';
import { nearNames } from '../../../../src/domain/source-control/near-names.ts';

describe('names near one that is not there', () => {
  it('are those in another case, with few other letters, or with another folder, nearest first', () => {
    const names = ['develop', 'Main', 'maine', 'release/main', 'something-else'];
    expect(nearNames('main', names)).to.deep.equal(['Main', 'release/main', 'maine']);
    expect(nearNames('feature/login', ['login', 'feature/logn'])).to.deep.equal(['login', 'feature/logn']);
  });

  it('are the main branch where nothing is near, and five at most', () => {
    expect(nearNames('production', ['master', 'x'])).to.deep.equal(['master']);
    expect(nearNames('production', ['x'])).to.deep.equal([]);
    expect(nearNames('v1', ['v2', 'v3', 'v4', 'v5', 'v6', 'v7'])).to.have.length(5);
  });
});
