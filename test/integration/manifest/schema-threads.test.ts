import { expect } from 'chai';
import { createSchemaValidator } from '../../../src/adapters/manifest/schema-validator.ts';
import type { JsonObject } from '../../../src/domain/manifest/json-value.ts';
import type { ReleaseSchemas } from '../../../src/domain/manifest/manifest.ts';

const release = (properties: JsonObject, definitions: JsonObject = {}): ReleaseSchemas => ({
  configSchema: { type: 'object', properties, definitions },
  configUiSchema: null,
  metadataSchema: null,
});

describe('schema threads', () => {
  /** 2^40 checks: no time limit is too generous for it. */
  const endless = (): ReleaseSchemas => {
    const definitions: Record<string, JsonObject> = { d0: { type: 'string' } };
    for (let level = 1; level <= 40; level += 1) {
      const below = { $ref: `#/definitions/d${level - 1}` };
      definitions[`d${level}`] = { allOf: [below, below], minProperties: 0 };
    }
    return release({ x: { $ref: '#/definitions/d40' } }, definitions);
  };
  const input = { configs: { x: 1 }, metadata: {}, isRequiredAsked: true };
  const fitting = { ...input, configs: { x: 'text' } };
  const simple = release({ x: { type: 'integer' } });

  it('kills a thread at its time limit, and the next check gets a new one', async () => {
    const validator = createSchemaValidator({ timeLimitMs: 2_000, poolSize: 1 });
    const [slow, next] = await Promise.all([
      validator.validateConfigs(endless(), fitting),
      validator.validateConfigs(simple, input),
    ]);
    expect(slow.issues.map((issue) => issue.code)).to.deep.equal(['schema_too_slow']);
    expect(next).to.deep.equal({ ok: true, isUnknown: false, issues: [], warnings: [] });
    await validator.close();
  });

  it('survives a check that eats its memory: 2^40 errors', async () => {
    const validator = createSchemaValidator({ timeLimitMs: 3_000, poolSize: 1, memoryLimitMb: 48 });
    const result = await validator.validateConfigs(endless(), input);
    expect(['schema_died', 'schema_too_slow']).to.include(result.issues[0]?.code);
    expect((await validator.validateConfigs(simple, input)).ok).to.equal(true);
    await validator.close();
  });

  it('lets nobody wait for more than one slow check of another release, and asks that one no second time', async () => {
    const validator = createSchemaValidator({ timeLimitMs: 1_000, poolSize: 1 });
    await validator.validateConfigs(simple, input);
    const slow = Array.from({ length: 120 }, () => validator.validateConfigs(endless(), fitting));
    const startedAtMs = performance.now();
    expect((await validator.validateConfigs(simple, input)).ok).to.equal(true);
    expect(performance.now() - startedAtMs).to.be.below(3_000);
    const results = await Promise.all(slow);
    expect(results.every(({ ok, isUnknown }) => !ok && isUnknown)).to.equal(true);
    expect(performance.now() - startedAtMs).to.be.below(5_000);
    const again = performance.now();
    expect((await validator.validateConfigs(endless(), fitting)).isUnknown).to.equal(true);
    expect(performance.now() - again).to.be.below(200);
    await validator.close();
  });

  it('asks again about a shorter input, and about any once its time is over', async () => {
    const validator = createSchemaValidator({ timeLimitMs: 500, poolSize: 1, slowForMs: 1 });
    const first = await validator.validateConfigs(endless(), fitting);
    const second = await validator.validateConfigs(endless(), fitting);
    expect([first.issues[0]?.code, second.issues[0]?.code]).to.deep.equal(['schema_too_slow', 'schema_too_slow']);
    expect((await validator.validateConfigs(endless(), { ...input, configs: {} })).ok).to.equal(true);
    await validator.close();
  });

  it('refuses more than it can hold before a thread gets it', async () => {
    const validator = createSchemaValidator();
    const result = await validator.validateConfigs(simple, { ...input, configs: { x: 'x'.repeat(9 * 1024 * 1024) } });
    expect(result.issues.map((issue) => issue.code)).to.deep.equal(['schema_too_large']);
    expect(result.isUnknown).to.equal(false);
    await validator.close();
  });

  it('has room for configs beside whatever metadata was taken', async () => {
    const validator = createSchemaValidator({ timeLimitMs: 20_000 });
    const metadata = { text: 'x'.repeat(4 * 1024 * 1024 - 100) };
    expect((await validator.validateMetadata(simple, { metadata, isRequiredAsked: true })).ok).to.equal(true);
    const configs = { x: 1, text: 'x'.repeat(512 * 1024) };
    expect((await validator.validateConfigs(simple, { ...input, configs, metadata })).ok).to.equal(true);
    await validator.close();
  });

  it('answers whatever still waits when it is closed', async () => {
    const validator = createSchemaValidator({ timeLimitMs: 60_000, poolSize: 1 });
    const waiting = [validator.validateConfigs(endless(), fitting), validator.validateConfigs(simple, input)];
    await validator.close();
    const results = [...(await Promise.all(waiting)), await validator.validateConfigs(simple, input)];
    expect(results.map((result) => result.issues[0]?.code)).to.deep.equal([
      'schema_closed',
      'schema_closed',
      'schema_closed',
    ]);
  });
});
