import { Type } from 'typebox';
import { resendMail } from '../../../src/app/mails/resend-mail.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { MailParams, MailSchema, toMailJson } from '../../schemas/mail-schema.ts';

export const resendMailRoute = defineRoute({
  method: 'post',
  path: '/v2/mails/{id}/resend',
  operationId: 'resendMail',
  summary: 'Queues a mail that was given up, or whose content is still kept, once more.',
  access: HUB_ADMINS,
  isPandium: false,
  params: MailParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found', 'conflict'],
  responses: { 200: { description: 'The mail.', schema: MailSchema } },
  async handler({ deps, actor, params }) {
    return { status: 200, body: toMailJson(await resendMail(deps.accounts, actor, params.id)) };
  },
});
