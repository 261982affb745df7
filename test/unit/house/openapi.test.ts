import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Type } from 'typebox';
import { PUBLIC } from '../../../api/http/access.ts';
import { defineRoute, type Route } from '../../../api/http/define-route.ts';
import { createOpenApi } from '../../../api/openapi/create-openapi.ts';
import { routes } from '../../../api/routes/index.ts';
import { ERROR_CATALOGUE } from '../../../src/errors/catalogue.ts';
import { describeApi } from '../../support/describe-api.ts';

type Json = ReturnType<typeof JSON.parse>;

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Json[];
  readonly responses: Readonly<Record<string, Json>>;
}

const document: Json = JSON.parse(describeApi());
const operations = Object.values(document.paths).flatMap((path) => Object.values(path as object)) as Operation[];

describe('the OpenAPI document', () => {
  it('is committed as openapi.json, as the routes are now (node test/support/write-openapi.ts rewrites it)', () => {
    const committed = readFileSync(new URL('../../../openapi.json', import.meta.url), 'utf8');
    expect(committed === describeApi(), 'openapi.json is stale: node test/support/write-openapi.ts').to.equal(true);
  });

  it('has every operation once', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids).to.have.length(routes.length);
  });

  it('names what clients work with, and refers to nothing that is not there', () => {
    const { schemas } = document.components;
    expect(schemas).to.include.keys('Integration', 'Problem', 'Release', 'Run', 'Tenant');
    for (const [, kind, name] of JSON.stringify(document).matchAll(/"#\/components\/(\w+)\/([\w-]+)"/g)) {
      expect(document.components[kind ?? '']).to.include.keys(name ?? '');
    }
    expect(JSON.stringify(document)).not.to.include('"$id"');
  });

  it('lets free objects have any fields', () => {
    const bare: string[] = [];
    const walk = (node: unknown, place: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { type, properties, additionalProperties, patternProperties } = node as Record<string, unknown>;
      const saysNothing = [properties, additionalProperties, patternProperties].every((one) => one === undefined);
      if (type === 'object' && saysNothing) bare.push(place);
      for (const [key, inner] of Object.entries(node)) walk(inner, `${place}/${key}`);
    };
    walk(document, '');
    expect(bare).to.deep.equal([]);
  });

  it('requires no parameter that has a default', () => {
    const required = operations.flatMap(({ operationId, parameters }) =>
      parameters
        .filter((one) => one.required && one.in !== 'path' && one.schema.default !== undefined)
        .map((one) => `${operationId} ${one.name}`),
    );
    expect(required).to.deep.equal([]);
  });

  it('lists the codes of each operation under their status, each with the header Retry-After where it may be repeated', () => {
    for (const { operationId, responses } of operations) {
      const problems = Object.entries(responses).filter(([, { $ref }]) => $ref !== undefined);
      expect(problems, operationId).not.to.deep.equal([]);
      for (const [status, { $ref }] of problems) {
        const { content, headers } = document.components.responses[$ref.split('/').at(-1)];
        const [, narrowed] = content['application/problem+json'].schema.allOf;
        for (const code of narrowed.properties.code.enum as (keyof typeof ERROR_CATALOGUE)[]) {
          // Pandium's operations answer 403 to a missing key.
          const expected = status === '403' && code === 'unauthenticated' ? 403 : ERROR_CATALOGUE[code].status;
          expect(String(expected), `${operationId} ${code}`).to.equal(status);
        }
        if (status === '429' || status === '503') expect(headers, operationId).to.have.property('Retry-After');
      }
    }
  });

  it('declares the headers of lists, of what people edit side by side, and of what is done once', () => {
    const operation = (id: string): Operation => {
      const found = operations.find(({ operationId }) => operationId === id);
      if (!found) throw new Error(`there is no operation ${id}`);
      return found;
    };
    const parametersOf = (id: string): string[] => operation(id).parameters.map((one) => one.$ref ?? one.name);
    expect(operation('listTenants').responses['200'].headers).to.have.all.keys(
      'Link',
      'X-Total-Count',
      'Hubwright-Ignored',
    );
    expect(operation('getTenant').responses['200'].headers).to.have.all.keys('ETag');
    expect(parametersOf('patchTenant')).to.include('#/components/parameters/If-Match');
    expect(parametersOf('createTenant')).to.include('#/components/parameters/Idempotency-Key');
    expect(parametersOf('followRun')).to.include('#/components/parameters/Last-Event-ID');
  });

  it('declares each header that a route reads', () => {
    const reads = {
      "'Idempotency-Key'": /writeOnce(BySql)?\(|acceptSync\(|\['idempotency-key'\]/,
      "'If-Match'": /readIfMatch\(/,
      "'Last-Event-ID'": /\['last-event-id'\]/,
    };
    const folder = new URL('../../../api/routes/', import.meta.url);
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);
    const silent = Object.entries(reads).flatMap(([header, use]) =>
      sources.filter(([, text]) => use.test(text) && !text.includes(header)).map(([name]) => `${name}: ${header}`),
    );
    expect(silent).to.deep.equal([]);
  });

  it('has every list by the conventions: a plain array with limit, skip, sort_by, cursor, count, and the headers', () => {
    const lists = operations.filter(
      ({ operationId }) => operationId.startsWith('list') && !/LogLines$/.test(operationId),
    );
    expect(lists).to.have.length.greaterThan(20);
    const unlike = lists.filter(({ parameters, responses }) => {
      const names = parameters.map((one) => one.name);
      const { content, headers } = responses['200'];
      const isPage = content['application/json'].schema.type === 'array' && headers?.Link && headers['X-Total-Count'];
      return !isPage || ['limit', 'skip', 'sort_by', 'cursor', 'count'].some((name) => !names.includes(name));
    });
    // Short ones that come whole, and the two that have no other order than the newest first.
    const others = ['listActivity', 'listBuildSecrets', 'listJobs', 'listMails', 'listSessions', 'listWorkers'];
    expect(unlike.map(({ operationId }) => operationId).sort()).to.deep.equal(others);
  });

  it('refuses two schemas of one name', () => {
    const define = (path: string, schema: ReturnType<typeof Type.Object>): Route =>
      defineRoute({
        ...{ method: 'get', path, operationId: path.slice(1), summary: 'A test.', access: PUBLIC, isPandium: false },
        ...{ params: Type.Object({}), query: Type.Object({}), body: null, errors: [] },
        responses: { 200: { description: 'It.', schema } },
        handler: async () => ({ status: 200, body: {} }),
      });
    const twins = [
      define('/a', Type.Object({ a: Type.String() }, { $id: 'Twin' })),
      define('/b', Type.Object({ b: Type.String() }, { $id: 'Twin' })),
    ];
    expect(() => createOpenApi(twins, '/')).to.throw('Two different schemas are named Twin');
  });
});
