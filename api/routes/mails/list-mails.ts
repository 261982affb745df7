import { Type } from 'typebox';
import { listMails } from '../../../src/db/stores/mails/mail-store.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { MailSchema, MailStateSchema, toMailJson } from '../../schemas/mail-schema.ts';

export const listMailsRoute = defineRoute({
  method: 'get',
  path: '/v2/mails',
  operationId: 'listMails',
  summary: 'The outbox of e-mails, newest first, without their content.',
  access: HUB_ADMINS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({
    state: Type.Optional(MailStateSchema),
    limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
  }),
  body: null,
  errors: [],
  responses: { 200: { description: 'The mails.', schema: Type.Array(MailSchema) } },
  async handler({ deps, query }) {
    const mails = await listMails(deps.db, query.state ?? null, query.limit);
    return { status: 200, body: mails.map(toMailJson) };
  },
});
