import { expect } from 'chai';
import { checkPrintedOptions } from '../../../../src/domain/configs/check-printed-options.ts';
import type { DynamicProperty } from '../../../../src/domain/manifest/dynamic-property.ts';
import type { JsonObject } from '../../../../src/domain/manifest/json-value.ts';

const dynamic = (source: string, fields: Partial<DynamicProperty> = {}): DynamicProperty => ({
  ...{
    property: `p_${source}`,
    source,
    kind: 'definition',
    holds: 'one',
    isMultiSelect: false,
    types: [],
    dependsOn: null,
  },
  ...{ builtIn: undefined, placeholder: null, ...fields },
});
const USERS = dynamic('users');
const CITIES = dynamic('cities', { dependsOn: 'country' });
const DEFAULTED = dynamic('plans', { kind: 'metadata', builtIn: ['free'] });

const init = (state: JsonObject | null, dynamics = [USERS, CITIES]) =>
  checkPrintedOptions(dynamics, 'init', { state, reason: null });

describe('what an init sync printed', () => {
  it('is taken over where every value can serve as options', () => {
    const state = { users: ['a', 7, { const: 'b', title: 'B' }], cities: { de: ['Kiel'], 7: [] }, cursor: 5 };
    expect(init(state)).to.deep.equal({ state, names: ['users', 'cities'], issue: null, warnings: [] });
  });

  it('counts as options also where it is an empty list or has no groups', () => {
    expect(init({ users: [], cities: {} }).names).to.deep.equal(['users', 'cities']);
    expect(init({ users: [], cities: ['everywhere'] }).names).to.deep.equal(['users', 'cities']);
  });

  const malformed: readonly (readonly [string, JsonObject[string], RegExp])[] = [
    ['text', 'oops', /"users" are not a list but of the type string; earlier ones stay/],
    ['a number', 5, /type integer/],
    ['null', null, /type null/],
    ['groups that nothing depends on', { de: ['a'] }, /no control says on which config they depend/],
    ['lists in a list', [['a']], /hold nothing that is a value/],
    ['titles without constants', [{ title: 'A' }], /hold nothing that is a value/],
  ];
  for (const [what, value, sentence] of malformed) {
    it(`takes nobody's place where it is ${what}, and says so`, () => {
      const judged = init({ users: value, cities: { de: [] }, cursor: 5 });
      expect(judged.state).to.deep.equal({ cities: { de: [] }, cursor: 5 });
      expect(judged.names).to.deep.equal(['cities']);
      expect(judged.issue?.class).to.equal('options_malformed');
      expect(judged.issue?.message).to.match(sentence);
      expect(judged.warnings).to.deep.equal([judged.issue?.message]);
    });
  }

  it('needs one list at least among its groups', () => {
    expect(init({ users: [], cities: { de: { nord: ['Kiel'] } } }).issue?.message).to.match(
      /"cities" hold no list of options for any value/,
    );
  });

  it('is taken without the entries that are none, and their number told', () => {
    const judged = init({ users: ['a', [], null, { const: {} }], cities: { de: ['Kiel', []], fr: 5 } });
    expect(judged.names).to.deep.equal(['users', 'cities']);
    expect(judged.issue).to.equal(null);
    expect(judged.warnings[0]).to.match(/^3 of the entries of the options "users"/);
    expect(judged.warnings[1]).to.match(/^2 of the entries of the options "cities"/);
  });

  it('lacks options where it left names out or repeated the placeholder, unless the manifest brings them', () => {
    const { issue, state } = init({ cities: [{ const: 'placeholder' }] }, [USERS, CITIES, DEFAULTED]);
    expect(issue).to.deep.equal({
      class: 'options_missing',
      message: 'The init sync printed no options "users", "cities".',
    });
    expect(state).to.deep.equal({});
  });

  it('names five of many missing options', () => {
    const many = Array.from({ length: 7 }, (_, index) => dynamic(`o${index}`));
    expect(init({}, many).issue?.message).to.match(/"o4" and 2 more\.$/);
  });

  it('tells malformed and missing ones together', () => {
    const { issue } = init({ users: 5 });
    expect(issue?.class).to.equal('options_malformed');
    expect(issue?.message).to.match(/type integer.*printed no options "cities"/);
  });

  for (const [reason, code] of [
    ['empty', 'nothing_printed'],
    ['not_json', 'not_json'],
    ['not_an_object', 'not_an_object'],
  ] as const) {
    it(`has the fault ${code} where it is ${reason}`, () => {
      const judged = checkPrintedOptions([USERS], 'init', { state: null, reason });
      expect(judged).to.deep.include({ state: null, names: [], warnings: [] });
      expect(judged.issue?.class).to.equal(code);
    });
  }

  it('has no fault where no config waits for options', () => {
    expect(checkPrintedOptions([], 'init', { state: null, reason: 'empty' }).issue).to.equal(null);
    expect(checkPrintedOptions([DEFAULTED], 'init', { state: null, reason: 'empty' }).issue).to.equal(null);
  });
});

describe('what another run printed', () => {
  const normal = (state: JsonObject) => checkPrintedOptions([USERS, DEFAULTED], 'normal', { state, reason: null });

  it('never replaces the options of a definition', () => {
    const judged = normal({ users: ['x'], cursor: 1 });
    expect(judged).to.deep.include({ state: { cursor: 1 }, names: [], issue: null });
    expect(judged.warnings[0]).to.match(/"users" names options, which only an init sync may print/);
  });

  it('brings options of the metadata, where they are usable', () => {
    expect(normal({ plans: ['pro'] })).to.deep.include({ state: { plans: ['pro'] }, names: ['plans'] });
    expect(normal({ plans: 'pro' })).to.deep.include({ state: {}, names: [], issue: null });
  });
});
