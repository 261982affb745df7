import { expect } from 'chai';
import fc from 'fast-check';
import { adminOnlyProperties, propertyOfScope } from '../../../src/domain/manifest/admin-only-properties.ts';
import type { JsonObject } from '../../../src/domain/manifest/json-value.ts';
import { normaliseUiSchema } from '../../../src/domain/manifest/normalise-ui-schema.ts';

const SCHEMA: JsonObject = { type: 'object', properties: { a: {}, b: { properties: { c: {} } } } };
const tidy = (element: JsonObject) => normaliseUiSchema(element, SCHEMA);
const codes = (element: JsonObject) => tidy(element).notes.map((note) => `${note.pointer} ${note.code}`);
const control = (name: string, more: JsonObject = {}): JsonObject => ({
  type: 'Control',
  scope: `#/properties/${name}`,
  ...more,
});
const layout = (...elements: JsonObject[]): JsonObject => ({ type: 'VerticalLayout', elements });

describe('normaliseUiSchema', () => {
  it('fills in what a control leaves out', () => {
    expect(tidy(control('a'))).to.deep.equal({
      uiSchema: {
        type: 'Control',
        scope: '#/properties/a',
        label: null,
        hintText: null,
        admin: false,
        options: { multi: false, trim: true, dependsOn: null },
      },
      notes: [],
    });
  });

  it('reads what a control says, and keeps options that it does not know', () => {
    const written = { type: 'MultiSelectControl', scope: '#/properties/a', label: 'A', hintText: 7, admin: true };
    const options = { multi: true, trim: false, dependsOn: '#/properties/b', rows: 3 };
    expect(tidy({ ...written, options }).uiSchema).to.deep.equal({
      ...written,
      hintText: '7',
      options: { ...options, dependsOn: 'b' },
    });
  });

  it('reads labels, dividers, sections and layouts', () => {
    const elements = [
      { type: 'Label', title: 'T', subtitle: 'S' },
      { type: 'Divider' },
      { type: 'Section', label: 'L', subtitle: 'S', hintText: 'H', elements: [control('b/properties/c')] },
      { type: 'HorizontalLayout', elements: [] },
    ];
    const { uiSchema, notes } = tidy(layout(...elements));
    expect(notes).to.deep.equal([]);
    expect(uiSchema).to.have.nested.property('elements[0].subtitle', 'S');
    expect(uiSchema).to.have.nested.property('elements[2].elements[0].scope', '#/properties/b/properties/c');
    expect(uiSchema).to.have.nested.property('elements[3].type', 'HorizontalLayout');
  });

  it('warns about a scope that is missing or not in the schema', () => {
    expect(codes({ type: 'Control' })).to.deep.equal([' ui_no_scope']);
    for (const scope of ['#/properties/z', '#', 'a', '#/properties/__proto__', '#/type']) {
      expect(codes({ type: 'Control', scope }), scope).to.deep.equal(['/scope ui_scope_unknown']);
    }
    expect(normaliseUiSchema(control('a'), null).notes).to.have.length(1);
  });

  it('warns about a parent that is not in the schema', () => {
    expect(codes(control('a', { options: { dependsOn: 'z' } }))).to.deep.equal([
      '/options/dependsOn ui_parent_unknown',
    ]);
    expect(normaliseUiSchema(control('a', { options: { dependsOn: 'b' } }), null).notes).to.have.length(2);
  });

  it('guesses a missing type from the other keys', () => {
    const { uiSchema } = tidy({ elements: [{ scope: '#/properties/a' }, { label: 'x' }] });
    expect(uiSchema).to.have.nested.property('elements[0].type', 'Control');
    expect(uiSchema).to.have.nested.property('elements[1].type', 'Unknown');
    expect(codes({ elements: [{ scope: '#/properties/a' }, {}] })).to.deep.equal([
      ' ui_missing_type',
      '/elements/0 ui_missing_type',
      '/elements/1 ui_missing_type',
    ]);
  });

  it('warns about unknown elements and keeps them, their controls and their elements', () => {
    const written = { type: 'Rating', scope: '#/properties/a', admin: true, stars: 5, elements: [{ type: 'Divider' }] };
    const { uiSchema, notes } = tidy(written);
    expect(notes.map((note) => note.code)).to.deep.equal(['ui_unknown_element']);
    expect(uiSchema).to.deep.include({
      type: 'Unknown',
      written: { type: 'Rating', scope: '#/properties/a', admin: true, stars: 5 },
    });
    expect(uiSchema).to.have.nested.property('elements[0].scope', '#/properties/a');
    expect(uiSchema).to.have.nested.property('elements[1].type', 'Divider');
  });

  it('ignores elements that are no list, and entries that are no element', () => {
    expect(codes({ type: 'VerticalLayout', elements: 'x' })).to.deep.equal(['/elements ui_elements_not_list']);
    expect(codes({ type: 'VerticalLayout', elements: ['x', null] })).to.deep.equal([
      '/elements/0 ui_element_not_object',
      '/elements/1 ui_element_not_object',
    ]);
    expect(tidy({ type: 'VerticalLayout' }).uiSchema).to.deep.equal({
      type: 'VerticalLayout',
      admin: false,
      elements: [],
    });
  });

  it('changes nothing the second time, whatever the layout', () => {
    const key = fc.constantFrom('type', 'scope', 'label', 'admin', 'options', 'title', 'written', 'zzz');
    const type = fc.constantFrom(
      'Control',
      'Section',
      'Unknown',
      'Rating',
      'Label',
      'VerticalLayout',
      'Divider',
      '#/properties/a',
    );
    const element = fc.letrec<{ element: JsonObject }>((tie) => ({
      element: fc
        .record({
          own: fc.dictionary(key, fc.oneof(type, fc.boolean(), fc.constant({ multi: true, dependsOn: 'a' })), {
            maxKeys: 5,
          }),
          elements: fc.option(
            fc.array(
              fc.oneof(
                { maxDepth: 3, depthIdentifier: 'element' },
                fc.constant<JsonObject>({ type: 'Divider' }),
                tie('element'),
              ),
              { maxLength: 3 },
            ),
            { nil: undefined },
          ),
        })
        .map(({ own, elements }) => (elements === undefined ? own : { ...own, elements }) as JsonObject),
    })).element;
    fc.assert(
      fc.property(element, (written) => {
        const once: unknown = tidy(written).uiSchema;
        expect(tidy(once as JsonObject).uiSchema).to.deep.equal(once);
      }),
      { numRuns: 200 },
    );
  });
});

describe('adminOnlyProperties', () => {
  it('names the configs of controls that are, or stand inside, admin: true', () => {
    const { uiSchema } = tidy(
      layout(
        control('a', { admin: true }),
        control('b'),
        { type: 'Section', admin: true, elements: [control('c'), layout(control('d/properties/e'))] },
        { type: 'Rating', scope: '#/properties/f', admin: true },
        { type: 'Fancy', elements: [control('g'), control('a', { admin: 'true' })] },
        { type: 'Control', admin: true },
        { type: 'Label', title: 'x' },
      ),
    );
    expect(adminOnlyProperties(uiSchema)).to.deep.equal(['a', 'c', 'd', 'f']);
    expect(adminOnlyProperties(null)).to.deep.equal([]);
  });

  it('reads a scope with escapes', () => {
    expect(propertyOfScope('#/properties/a~1b%20c')).to.equal('a/b c');
    expect(propertyOfScope('#/properties/%zz')).to.equal('%zz');
    expect(propertyOfScope('#/definitions/a')).to.equal(null);
    expect(propertyOfScope('#')).to.equal(null);
  });
});
