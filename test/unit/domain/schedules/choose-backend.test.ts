import { expect } from 'chai';
import { chooseBackend } from '../../../../src/domain/schedules/choose-backend.ts';

const auto = { backend: 'auto', dispatcherAbove: 1000 } as const;

describe('the choice of what wakes tenants', () => {
  it('is a timer for each tenant up to the bound, dispatchers above it', () => {
    expect(chooseBackend('temporal', 1000, auto)).to.equal('temporal');
    expect(chooseBackend('temporal', 1001, auto)).to.equal('dispatcher');
  });

  it('goes back only well below the bound', () => {
    expect(chooseBackend('dispatcher', 1000, auto)).to.equal('dispatcher');
    expect(chooseBackend('dispatcher', 901, auto)).to.equal('dispatcher');
    expect(chooseBackend('dispatcher', 900, auto)).to.equal('temporal');
  });

  it('is what the setting names, whatever the number', () => {
    expect(chooseBackend('temporal', 1, { ...auto, backend: 'dispatcher' })).to.equal('dispatcher');
    expect(chooseBackend('dispatcher', 1_000_000, { ...auto, backend: 'temporal' })).to.equal('temporal');
  });
});
