import { expect } from 'chai';
import fc from 'fast-check';
import { routes } from '../../../api/routes/index.ts';
import { useApi } from '../../support/api.ts';
import { insertIntegration, insertRelease, insertTenant } from '../../support/hub-objects.ts';

/** Values that parsers, JavaScript and PostgreSQL stumble over. */
const awkward = fc.constantFrom<unknown>(
  ...[
    '\u0000',
    '\ud800',
    '__proto__',
    'constructor',
    '1e400',
    '-0',
    'NaN',
    '9223372036854775808',
    '',
    ' ',
    '%',
    "'",
    '"',
  ],
  ...[null, true, -1, 0, 1.5, 1e308, 9_007_199_254_740_992, [], {}, [[]], { toString: 1 }],
);
const value = fc.oneof(awkward, fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' }));
const text = fc.oneof(
  awkward.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))),
  fc.integer().map(String),
  fc.string({ unit: 'binary' }),
);

describe('whatever is sent', () => {
  const api = useApi();
  /** The last of each; the first ones have the id that the owner's key has among the keys. */
  let known: readonly number[] = [];

  before(async () => {
    for (let round = 0; round < 3; round += 1) {
      const integrationId = await insertIntegration(api.db, { channel: 'Latest' });
      known = [integrationId, await insertRelease(api.db, integrationId), await insertTenant(api.db, integrationId)];
    }
  });

  it('leaves the key valid that all of this is sent with', () => expect(known).not.to.include(1));

  for (const route of routes.filter((one) => !/events|readyz/.test(one.path))) {
    const fieldNames = Object.keys((route.body as { properties?: object } | null)?.properties ?? {});
    const queryNames = Object.keys(route.query.properties);
    const record = (names: readonly string[], values: fc.Arbitrary<unknown>) =>
      fc.dictionary(names.length > 0 ? fc.constantFrom(...names, 'other') : fc.string({ unit: 'binary' }), values, {
        maxKeys: 6,
      });

    it(`${route.method.toUpperCase()} ${route.path} answers without a fault of its own`, async () => {
      const request = fc.record({
        id: fc.oneof(fc.nat({ max: 2 }), text),
        query: record(queryNames, text),
        body: fc.oneof({ arbitrary: record(fieldNames, value), weight: 5 }, { arbitrary: value, weight: 1 }),
        header: fc.stringMatching(/^[!-~]{0,20}$/),
      });
      await fc.assert(
        fc.asyncProperty(request, async ({ id, query, body, header }) => {
          const segment = encodeURIComponent(typeof id === 'number' ? String(known[id]) : id.toWellFormed()) || '-';
          const path = route.path.replaceAll(/\{\w+\}/g, segment);
          const search = new URLSearchParams(query as Record<string, string>);
          const answer = await api.call(route.method.toUpperCase(), `${path}?${search}`, {
            ...(route.body && { body }),
            headers: { 'idempotency-key': header, 'if-match': header },
          });
          expect(answer.status, `${path}?${search} ${JSON.stringify(body)} ${answer.text}`).to.be.lessThan(500);
        }),
        { numRuns: 40 },
      );
    });
  }
});
