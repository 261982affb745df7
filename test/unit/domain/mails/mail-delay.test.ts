import { expect } from 'chai';
import { mailDelayS } from '../../../../src/domain/mails/mail-delay.ts';

describe('a mail that could not be sent', () => {
  it('is tried again after 15 s, then ever later up to an hour, and given up after 14 attempts', () => {
    expect([1, 2, 3, 9, 13].map(mailDelayS)).to.deep.equal([15, 30, 60, 3_600, 3_600]);
    expect(mailDelayS(14)).to.equal(null);
  });
});
