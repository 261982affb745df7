import { expect } from 'chai';
import { optionKey, presentOptions } from '../../../web/form/dependent-options.ts';
import { fieldType, isSameValues, withValue } from '../../../web/form/form-values.ts';
import { drawnFields, propertyOfScope } from '../../../web/form/ui-element.ts';

const rooms = { kiel: [{ const: 'foyer', title: 'Foyer' }], '1': [{ const: 'attic', title: 'Attic' }] };

const choices = {
  kind: 'metadata',
  source: 'rooms',
  origin: 'fetched',
  state: 'options',
  message: null,
  placeholder: null,
  multiple: false,
  options: [{ const: 'hall', title: 'Hall' }],
  depends_on: 'site',
  options_by_parent: rooms,
  no_longer_offered: [],
  fetched_date: null,
  age_s: null,
  stale: false,
  run_id: null,
  release_id: null,
} as const;
const editable = { ...choices, options: [...choices.options], no_longer_offered: [] };

describe('the form of configs', () => {
  it('offers what its parent has now, also before that is saved', () => {
    expect(presentOptions(editable, { site: 'kiel' })).to.deep.equal(rooms.kiel);
    expect(presentOptions(editable, { site: 1 })).to.deep.equal(rooms['1']);
    expect(presentOptions(editable, { site: 'bremen' })).to.deep.equal([]);
    expect(presentOptions(editable, {})).to.deep.equal([]);
    expect(presentOptions(editable, { site: ['kiel'] })).to.deep.equal([]);
    expect(presentOptions(editable, { site: 'toString' })).to.deep.equal([]);
    expect(presentOptions({ ...editable, depends_on: null }, {})).to.deep.equal([{ const: 'hall', title: 'Hall' }]);
  });

  it('tells a number from the text of the same digits', () => {
    expect(optionKey(1)).to.not.equal(optionKey('1'));
  });

  it('takes an emptied field out of the values', () => {
    expect(withValue({ a: 1, b: 2 }, 'a', '')).to.deep.equal({ b: 2 });
    expect(withValue({ a: 1 }, 'a', [])).to.deep.equal({});
    expect(withValue({}, 'a', false)).to.deep.equal({ a: false });
    expect(withValue({}, 'a', 0)).to.deep.equal({ a: 0 });
  });

  it('compares values whatever the order of their keys', () => {
    expect(isSameValues({ a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 })).to.equal(true);
    expect(isSameValues({ a: [1, 2] }, { a: [2, 1] })).to.equal(false);
  });

  it('reads the type of a control from the schema', () => {
    const schema = {
      properties: {
        count: { type: ['integer', 'null'], minimum: 1, maximum: 9 },
        on: { type: 'boolean' },
        list: { type: 'array' },
        day: { type: 'string', format: 'date' },
      },
    };
    expect(fieldType(schema, 'count')).to.include({ kind: 'integer', min: 1, max: 9 });
    expect(fieldType(schema, 'on').kind).to.equal('boolean');
    expect(fieldType(schema, 'list').kind).to.equal('json');
    expect(fieldType(schema, 'day')).to.include({ kind: 'text', format: 'date' });
    expect(fieldType(schema, 'constructor').kind).to.equal('text');
    expect(fieldType(null, 'count').kind).to.equal('text');
  });

  it('finds what the layout draws, however deep', () => {
    const control = (name: string) => ({ type: 'Control', scope: `#/properties/${name}` });
    const layout = {
      type: 'VerticalLayout',
      elements: [control('a'), { type: 'Section', elements: [{ type: 'Strange', elements: [control('b~1c')] }] }],
    };
    expect([...drawnFields(layout)]).to.deep.equal(['a', 'b/c']);
    expect(propertyOfScope('#/definitions/a')).to.equal(null);
  });
});
