import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describeErrors } from '../../support/describe-errors.ts';

describe('docs/errors.md', () => {
  it('is equal to the catalogue (node test/support/write-errors-page.ts writes it)', () => {
    expect(readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8')).to.equal(describeErrors());
  });
});
