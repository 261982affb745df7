import { expect } from 'chai';
import { readRolloutMessage, TEMPORAL_ACTOR } from '../../../../src/domain/rollouts/rollout-message.ts';

describe('the message of a decision about a rollout', () => {
  it('may be nothing, or an object with an actor', () => {
    for (const payload of [undefined, null, {}]) {
      expect(readRolloutMessage(payload)).to.deep.equal({ isValid: true, actor: TEMPORAL_ACTOR });
    }
    expect(readRolloutMessage({ actor: 'user:7' })).to.deep.equal({ isValid: true, actor: 'user:7' });
    expect(readRolloutMessage(Object.assign(Object.create(null), { actor: 'x' }))).to.include({ isValid: true });
  });

  it('is refused where it is anything else, and nothing is thrown', () => {
    for (const payload of [
      'pause',
      7,
      true,
      [],
      new Date(0),
      { actor: '' },
      { actor: 7 },
      { actor: 'x'.repeat(201) },
    ]) {
      const read = readRolloutMessage(payload);
      expect(read.isValid, JSON.stringify(payload)).to.equal(false);
    }
  });
});
