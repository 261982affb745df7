import { expect } from 'chai';
import {
  checkEnvironmentSize,
  MAX_ENVIRONMENT_BYTES,
  MAX_VARIABLE_BYTES,
} from '../../../src/domain/manifest/check-environment-size.ts';
import {
  configVariableSizeBytes,
  findVariableCollisions,
  toConfigEnvironment,
  utf8SizeBytes,
} from '../../../src/domain/manifest/config-environment.ts';

describe('toConfigEnvironment', () => {
  it('passes strings as they are and everything else as JSON', () => {
    const configs = { text: 'a "b"\n', yes: true, count: 1.5, none: null, list: ['a', 1], object: { b: 'ü' } };
    expect(toConfigEnvironment(configs)).to.deep.equal({
      env: {
        PAN_CFG_TEXT: 'a "b"\n',
        PAN_CFG_YES: 'true',
        PAN_CFG_COUNT: '1.5',
        PAN_CFG_NONE: 'null',
        PAN_CFG_LIST: '["a",1]',
        PAN_CFG_OBJECT: '{"b":"ü"}',
      },
      issues: [],
    });
  });

  it('upper-cases names and writes other characters as _', () => {
    const names = Object.keys(
      toConfigEnvironment({ 's3-bucket.name': '', größe: '', 'a😀b': '', '=': '', Straße_2: '' }).env,
    );
    expect(names).to.deep.equal(
      ['PAN_CFG_S3_BUCKET_NAME', 'PAN_CFG_GR__E', 'PAN_CFG_A_B', 'PAN_CFG__', 'PAN_CFG_STRASSE_2'].map((name) =>
        name.replace('GR__E', 'GR_SSE'),
      ),
    );
  });

  it('is refused for a schema whose configs become one variable', () => {
    const schema = { type: 'object', properties: { 'a-b': {}, c: {}, a_b: {}, 'A.B': {} } };
    expect(findVariableCollisions(schema).map(({ pointer, message }) => [pointer, message])).to.deep.equal([
      ['/properties/a_b', '"a-b" and "a_b" would both be the variable PAN_CFG_A_B; rename one of them.'],
      ['/properties/A.B', '"a-b" and "A.B" would both be the variable PAN_CFG_A_B; rename one of them.'],
    ]);
    expect(findVariableCollisions(null)).to.deep.equal([]);
  });

  it('reports two configs that become one variable', () => {
    const { env, issues } = toConfigEnvironment({ 'a-b': '1', a_b: '2' });
    expect(env).to.deep.equal({ PAN_CFG_A_B: '1' });
    expect(issues.map((issue) => `${issue.pointer} ${issue.code}`)).to.deep.equal(['/a_b variable_collision']);
    expect(issues[0]?.message).to.contain('"a-b" and "a_b"').and.to.contain('PAN_CFG_A_B');
  });

  it('reports a value that no variable can hold', () => {
    expect(toConfigEnvironment({ a: 'x\0y' })).to.deep.include({ env: {} });
    expect(toConfigEnvironment({ a: 'x\0y' }).issues[0]?.code).to.equal('nul');
    expect(toConfigEnvironment({ a: ['x\0y'] }).env).to.deep.equal({ PAN_CFG_A: '["x\\u0000y"]' });
  });
});

describe('environment size', () => {
  it('counts UTF-8 bytes as the system does', () => {
    for (const text of ['', 'abc', 'ü', '€', '😀', 'a\ud800b', '\udc00']) {
      expect(utf8SizeBytes(text), JSON.stringify(text)).to.equal(Buffer.byteLength(text));
    }
  });

  it('allows a variable of exactly 131,071 bytes with name and =', () => {
    const env = { A: 'x'.repeat(MAX_VARIABLE_BYTES - 2) };
    expect(checkEnvironmentSize(env)).to.deep.equal({
      ok: true,
      totalBytes: 131_071 + 1 + 8,
      biggest: { name: 'A', sizeBytes: 131_071 },
      message: null,
    });
  });

  it('refuses one byte more and names the variable', () => {
    const size = checkEnvironmentSize({ B: '', A: 'x'.repeat(MAX_VARIABLE_BYTES - 1) });
    expect(size.ok).to.equal(false);
    expect(size.message).to.match(/^A has 131072 bytes/);
  });

  it('refuses too much in all and names the biggest', () => {
    const env = Object.fromEntries(
      Array.from({ length: 16 }, (_, index) => [`V${index}`, 'x'.repeat(125_000 + (index === 7 ? 1 : 0))]),
    );
    const size = checkEnvironmentSize(env);
    expect(size.totalBytes).to.be.greaterThan(MAX_ENVIRONMENT_BYTES);
    expect(size.message).to.match(/the biggest is V7 with 125004\.$/);
  });

  it('allows an empty environment', () => {
    expect(checkEnvironmentSize({})).to.deep.equal({ ok: true, totalBytes: 0, biggest: null, message: null });
  });

  it('tells the size of one config alone', () => {
    expect(configVariableSizeBytes('ab', 'ü')).to.equal('PAN_CFG_AB='.length + 2);
    expect(configVariableSizeBytes('ab', [1])).to.equal('PAN_CFG_AB=[1]'.length);
  });
});
