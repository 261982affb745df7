import { expect } from 'chai';
import { type ConfigForm, describeConfigForm } from '../../../../src/domain/configs/config-form.ts';
import type { ConfigViewer } from '../../../../src/domain/configs/config-viewer.ts';
import type { RefreshFacts } from '../../../../src/domain/configs/show-options.ts';
import type { JsonObject } from '../../../../src/domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../../../../src/domain/manifest/manifest.ts';
import { manifestOf, twoSelectors } from '../../../support/two-selectors.ts';

const IDLE: RefreshFacts = { isUnderWay: false, lastError: null };
const NONE: ReleaseSchemas = { configSchema: null, configUiSchema: null, metadataSchema: null };

interface Given {
  readonly viewer?: ConfigViewer;
  readonly configs?: JsonObject;
  readonly metadata?: JsonObject;
  readonly refresh?: RefreshFacts;
}

const formOf = (schemas: ReleaseSchemas, given: Given = {}): ConfigForm =>
  describeConfigForm(schemas, { viewer: 'hub', configs: {}, metadata: {}, refresh: IDLE, ...given });
const fieldOf = (form: ConfigForm, name: string) => form.fields.find((field) => field.name === name);
const choicesOf = (schemas: ReleaseSchemas, name: string, given: Given = {}) =>
  fieldOf(formOf(schemas, given), name)?.choices;

const MANY = manifestOf(`
version: 1.0
base: node
run: node .
configs:
  schema:
    type: object
    required: [country, account]
    properties:
      country: {$ref: '#/metadata/countries'}
      city: {$ref: '#/metadata/cities'}
      tags: {type: array, items: {$ref: '#/metadata/tags'}}
      speed: {type: string, oneOf: [{const: slow, title: Gently}, {const: fast}]}
      days: {type: array, items: {type: string, enum: [mon, tue]}}
      account: {type: string}
      region: {type: string}
      note: {type: string, title: A note}
      anything: true
  uischema:
    elements:
      - {type: MultiSelectControl, scope: '#/properties/tags', label: Tags, hintText: Some}
      - {type: Control, scope: '#/properties/country', label: Country}
      - {type: Control, scope: '#/properties/city', options: {dependsOn: country}}
      - {type: Label, title: For us}
      - {type: Control, scope: '#/properties/account', admin: true}
      - {type: Section, admin: true, elements: [{type: Control, scope: '#/properties/region'}]}
      - {type: Group, admin: true, elements: [{type: Control, scope: '#/properties/region'}]}
      - {type: Control}
metadata_schema:
  schema:
    type: object
    properties:
      countries: {type: array, default: [de, fr]}
      cities: {type: object}
      tags: {type: array}
`);
const CITIES = { cities: { de: ['Kiel', { const: 'B', title: 'Berlin' }], fr: ['Paris'], bad: 5 } };

describe('the form of configs', () => {
  it('is empty where there is no release', () => {
    expect(formOf(NONE, { configs: { a: 1 } })).to.deep.equal({
      ...{ schema: null, uiSchema: null, values: { a: 1 }, fields: [] },
    });
  });

  it('has its fields in the order of the layout, with labels, hints, values and what is required', () => {
    const form = formOf(MANY, { configs: { country: 'de' } });
    expect(form.fields.map(({ name }) => name)).to.have.ordered.members([
      ...['tags', 'country', 'city', 'account', 'region', 'speed', 'days', 'note', 'anything'],
    ]);
    expect(fieldOf(form, 'tags')).to.deep.include({ label: 'Tags', hint: 'Some', isSet: false, value: null });
    expect(fieldOf(form, 'country')).to.deep.include({ label: 'Country', isRequired: true, isSet: true, value: 'de' });
    expect(fieldOf(form, 'note')).to.deep.include({ label: 'A note', hint: null, isRequired: false, choices: null });
    expect(form.fields.filter(({ isAdminOnly }) => isAdminOnly).map(({ name }) => name)).to.have.members([
      'account',
      'region',
    ]);
  });

  it('offers fetched options with their labels in place of the placeholder', () => {
    const metadata = { readers: [{ const: 'U1', title: 'Ada' }, 'U2', { const: 'U1', title: 'Twin' }] };
    expect(choicesOf(twoSelectors(), 'reader', { metadata })).to.deep.include({
      ...{ kind: 'definition', source: 'readers', origin: 'fetched', state: 'options', message: null },
      ...{ isMultiple: false, dependsOn: null, optionsByParent: null },
      options: [
        { const: 'U1', title: 'Ada' },
        { const: 'U2', title: 'U2' },
      ],
    });
  });

  it('offers what the manifest brings until something is fetched', () => {
    expect(choicesOf(MANY, 'country')).to.deep.include({ kind: 'metadata', origin: 'manifest', state: 'options' });
  });

  it('offers what a dependent selector has for the present value of its parent, and all by value', () => {
    const city = choicesOf(MANY, 'city', { metadata: CITIES, configs: { country: 'de', city: 'Paris' } });
    expect(city?.options.map(({ title }) => title)).to.deep.equal(['Kiel', 'Berlin']);
    expect(Object.keys(city?.optionsByParent ?? {})).to.deep.equal(['de', 'fr']);
    expect(city).to.deep.include({ dependsOn: 'country', noLongerOffered: ['Paris'] });
    const unset = choicesOf(MANY, 'city', { metadata: CITIES });
    expect(unset).to.deep.include({ state: 'options', options: [], noLongerOffered: [] });
    expect(unset?.message).to.match(/Choose a value of the config first/);
  });

  it('marks chosen values that are no longer offered, one by one', () => {
    const given = { metadata: { tags: ['a', 'b'] }, configs: { tags: ['b', 'gone', 'a', 'old'] } };
    expect(choicesOf(MANY, 'tags', given)).to.deep.include({ isMultiple: true, noLongerOffered: ['gone', 'old'] });
  });

  it('offers the lists of the schema itself', () => {
    expect(choicesOf(MANY, 'speed')).to.deep.include({
      ...{ kind: 'static', isMultiple: false },
      options: [
        { const: 'slow', title: 'Gently' },
        { const: 'fast', title: 'fast' },
      ],
    });
    expect(choicesOf(MANY, 'days')).to.deep.include({ kind: 'static', isMultiple: true });
  });

  it('takes several values wherever a MultiSelectControl shows it, also while it holds one', () => {
    const manifest = manifestOf(`
version: 0.4
base: node
run: node .
configs:
  schema:
    properties: {a: {$ref: '#/definitions/x'}}
    definitions: {x: {enum: [placeholder]}}
  uischema: {elements: [{type: MultiSelectControl, scope: '#/properties/a'}]}
`);
    expect(choicesOf(manifest, 'a')?.isMultiple).to.equal(true);
    expect(choicesOf(manifest, 'a', { configs: { a: ['x'] } })?.isMultiple).to.equal(true);
    expect(choicesOf(manifest, 'a', { configs: { a: 'x' } })?.isMultiple).to.equal(true);
  });
});

describe('a form of thousands of selectors', () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `p${index}`);
  const schemas = {
    ...NONE,
    configSchema: {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { $ref: '#/definitions/x' }])),
      definitions: { x: { enum: ['placeholder'] } },
    },
  };

  it('lists options up to a bound in all, and says so where it lists none', () => {
    const x = Array.from({ length: 50_000 }, (_, index) => index);
    const { fields } = formOf(schemas, { metadata: { x }, configs: { p2999: 5 } });
    expect(fields.map(({ choices }) => choices?.options.length).slice(0, 5)).to.deep.equal([
      ...[50_000, 50_000, 50_000, 50_000, 0],
    ]);
    expect(fields.at(-1)).to.deep.include({ value: 5 });
    expect(fields.at(-1)?.choices).to.deep.include({ state: 'error', origin: 'fetched', noLongerOffered: [] });
    expect(fields.at(-1)?.choices?.message).to.match(/too many options/);
  });
});

describe('what stands in place of options', () => {
  const stateOf = (viewer: ConfigViewer, refresh: RefreshFacts, metadata: JsonObject = {}) => {
    const choices = choicesOf(twoSelectors(), 'reader', { viewer, refresh, metadata });
    return [choices?.state, choices?.message];
  };
  const UNDER_WAY = { isUnderWay: true, lastError: 'It failed.' };
  const FAILED = { isUnderWay: false, lastError: 'It failed.' };

  it('is the placeholder as such for people of the hub', () => {
    expect(stateOf('hub', IDLE)).to.deep.equal([
      'placeholder',
      'A placeholder, since no options have been fetched yet: refresh the configs.',
    ]);
    expect(choicesOf(twoSelectors(), 'reader')?.placeholder).to.equal('Placeholder');
    expect(choicesOf(twoSelectors(), 'plant_kind')?.placeholder).to.equal('placeholder');
    expect(choicesOf(twoSelectors(), 'reader', { metadata: { readers: [] } })?.placeholder).to.equal(null);
    expect(stateOf('hub', UNDER_WAY)[1]).to.match(/an init sync is under way/);
    expect(stateOf('hub', IDLE, { readers: 5 })[0]).to.equal('error');
  });

  it('is progress or the error for end users, never the placeholder', () => {
    expect(stateOf('end_user', UNDER_WAY)).to.deep.equal(['progress', 'The choices are being fetched.']);
    expect(stateOf('end_user', FAILED)).to.deep.equal(['error', 'It failed.']);
    expect(stateOf('end_user', IDLE)).to.deep.equal(['error', 'The choices have not been fetched yet.']);
    expect(stateOf('end_user', FAILED, { readers: 5 })).to.deep.equal(['error', 'It failed.']);
    for (const refresh of [IDLE, UNDER_WAY, FAILED]) {
      const form = formOf(twoSelectors(), { viewer: 'end_user', refresh });
      const said = JSON.stringify(form).replaceAll('"placeholder":null', '');
      expect(said.toLowerCase()).not.to.include('placeholder');
    }
  });

  it('are fetched options for both', () => {
    for (const viewer of ['hub', 'end_user'] as const)
      expect(stateOf(viewer, FAILED, { readers: [] })).to.deep.equal(['options', null]);
  });

  it('hides a placeholder that is a default, and keeps other lists and defaults', () => {
    const manifest = manifestOf(`
version: 0.4
base: node
run: node .
configs:
  schema:
    properties:
      a: {$ref: '#/definitions/x', default: placeholder}
      b: {type: array, items: {$ref: '#/definitions/x'}, default: [placeholder]}
      c: {type: string, enum: [one, two], default: one}
    definitions: {x: {enum: [placeholder]}}
`);
    const { schema, uiSchema } = formOf(manifest, { viewer: 'end_user' });
    expect(JSON.stringify(schema)).not.to.include('placeholder');
    expect(schema?.properties).to.have.deep.nested.property('c.enum', ['one', 'two']);
    expect(schema?.properties).to.have.nested.property('c.default', 'one');
    expect(uiSchema).to.equal(null);
  });
});

describe('configs that only hub users may set', () => {
  it('are shown to the hub and hidden from end users, in every part of the form', () => {
    const configs = { account: 'secret-account', region: 'r', note: 'n' };
    const hub = JSON.stringify(formOf(MANY, { configs }));
    const endUser = formOf(MANY, { configs, viewer: 'end_user' });
    for (const name of ['account', 'region']) {
      expect(hub).to.include(name);
      expect(JSON.stringify(endUser)).not.to.include(name);
    }
    expect(endUser.values).to.deep.equal({ note: 'n' });
    expect(endUser.schema?.required).to.deep.equal(['country']);
    expect(JSON.stringify(endUser.uiSchema)).to.include('For us').and.not.include('Group');
  });

  it('are nothing where the release has no schema', () => {
    expect(formOf(NONE, { viewer: 'end_user' }).schema).to.equal(null);
    const bare = { ...NONE, configSchema: { type: 'object' } };
    expect(formOf(bare, { viewer: 'end_user' }).schema).to.deep.equal({ type: 'object', properties: {} });
  });
});
