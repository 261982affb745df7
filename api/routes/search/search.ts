import { type Static, Type } from 'typebox';
import { FOUND_KINDS, searchObjects } from '../../../src/db/stores/search/search-objects.ts';
import { READERS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { Id, NoParams, Nullable, OneOf } from '../../schemas/common-schema.ts';

const FoundSchema = Type.Object(
  {
    kind: OneOf(FOUND_KINDS, 'FoundKind'),
    id: Id,
    title: Type.String(),
    subtitle: Nullable(Type.String()),
    state: Nullable(Type.String()),
    integration_id: Nullable(Id),
  },
  { $id: 'FoundObject' },
);

export const searchRoute = defineRoute({
  method: 'get',
  path: '/v2/search',
  operationId: 'search',
  summary: 'Objects of every kind by a part of their name or by their id (99812 or #99812); a partner finds its own.',
  access: READERS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({
    q: Type.String({ minLength: 1, maxLength: 255, description: 'A part of a name, a tag or a commit, or an id.' }),
    limit: Type.Integer({ minimum: 1, maximum: 50, default: 5, description: 'Of each kind.' }),
  }),
  body: null,
  errors: [],
  responses: { 200: { description: 'What was found, the best of each kind first.', schema: Type.Array(FoundSchema) } },
  async handler({ deps, scope, query }) {
    const found = await searchObjects(deps.db, scope, { ...readSearch(query.q.trim()), limit: query.limit });
    const body: Static<typeof FoundSchema>[] = found.map(({ integrationId, ...object }) => ({
      ...object,
      integration_id: integrationId,
    }));
    return { status: 200, body };
  },
});

function readSearch(text: string): { readonly text: string | null; readonly id: number | null } {
  const [, hash, digits] = /^(#?)(\d{1,15})$/.exec(text) ?? [];
  if (digits === undefined) return { text, id: null };
  return { text: hash === '#' ? null : text, id: Number(digits) };
}
