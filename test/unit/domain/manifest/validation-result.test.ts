import { expect } from 'chai';
import { unknownValidation, validationResult } from '../../../../src/domain/manifest/validation-result.ts';

describe('the result of a validation', () => {
  const issue = { pointer: '/a', code: 'type', message: 'a has to be a number.' };

  it('is ok without issues, whatever the warnings', () => {
    expect(validationResult([])).to.deep.equal({ ok: true, isUnknown: false, issues: [], warnings: [] });
    expect(validationResult([], [issue]).ok).to.equal(true);
  });

  it('is not ok with an issue', () => expect(validationResult([issue]).ok).to.equal(false));

  it('is neither ok nor an issue of the values where the check was not made to its end', () => {
    expect(unknownValidation(issue)).to.deep.equal({ ok: false, isUnknown: true, issues: [issue], warnings: [] });
  });
});
