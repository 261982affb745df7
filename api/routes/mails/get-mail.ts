import { Type } from 'typebox';
import { readKeptMail } from '../../../src/app/mails/read-kept-mail.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { Nullable } from '../../schemas/common-schema.ts';
import { MailParams, MailSchema, toMailJson } from '../../schemas/mail-schema.ts';

const MailWithContent = Type.Object(
  { ...MailSchema.properties, content: Nullable(Type.Object({ text: Type.String(), html: Type.String() })) },
  { $id: 'MailWithContent' },
);

export const getMailRoute = defineRoute({
  method: 'get',
  path: '/v2/mails/{id}',
  operationId: 'getMail',
  summary: 'One e-mail. Its content is shown only where no mail server is set: it may hold a link.',
  access: HUB_ADMINS,
  isPandium: false,
  params: MailParams,
  query: Type.Object({}),
  body: null,
  errors: ['not_found', 'secret_unreadable'],
  responses: { 200: { description: 'The mail.', schema: MailWithContent } },
  async handler({ deps, params }) {
    const { mail, content } = await readKeptMail(deps.accounts, params.id, { isContentShown: deps.isMailKept });
    return { status: 200, body: { ...toMailJson(mail), content } };
  },
});
