import { expect } from 'chai';
import { hasJsonType, jsonTypeOf } from '../../../../src/domain/manifest/json-value.ts';

describe('the JSON type of a value', () => {
  const types = [
    [null, 'null'],
    [[], 'array'],
    [{}, 'object'],
    [1, 'integer'],
    [1.5, 'number'],
    ['1', 'string'],
    [true, 'boolean'],
  ] as const;
  for (const [value, type] of types) {
    it(`of ${JSON.stringify(value)} is ${type}`, () => expect(jsonTypeOf(value as never)).to.equal(type));
  }

  it('takes an integer for a number, not the other way round', () => {
    expect(hasJsonType(1, 'number')).to.equal(true);
    expect(hasJsonType(1.5, 'integer')).to.equal(false);
  });
});
