import { expect } from 'chai';
import { validationResult } from '../../../../src/domain/manifest/validation-result.ts';

describe('the result of a validation', () => {
  const note = { pointer: '/a', code: 'type', message: 'a has to be a number.' };

  it('is ok without faults, whatever the warnings', () => {
    expect(validationResult([])).to.deep.equal({ ok: true, issues: [], warnings: [] });
    expect(validationResult([], [note]).ok).to.equal(true);
  });

  it('is not ok with a fault', () => expect(validationResult([note]).ok).to.equal(false));
});
