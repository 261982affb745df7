import { Type } from 'typebox';
import { listLiveSessions } from '../../../src/db/stores/sessions/session-store.ts';
import { PEOPLE } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { SessionSchema, toSessionJson } from '../../schemas/account-schema.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { personOf } from './person-of.ts';

export const listSessionsRoute = defineRoute({
  method: 'get',
  path: '/v2/me/sessions',
  operationId: 'listSessions',
  summary: 'Where the person is signed in.',
  access: PEOPLE,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: null,
  errors: [],
  responses: { 200: { description: 'The sessions, last used first.', schema: Type.Array(SessionSchema) } },
  async handler({ deps, actor }) {
    const { userId, sessionId } = personOf(actor);
    const rows = await listLiveSessions(deps.db, userId);
    return { status: 200, body: rows.map((row) => toSessionJson(row, sessionId)) };
  },
});
