import { Type } from 'typebox';
import { recordActivity } from '../../../src/db/stores/activity/record-activity.ts';
import { HUB_ADMINS } from '../../http/access.ts';
import { defineRoute } from '../../http/define-route.ts';
import { NoParams } from '../../schemas/common-schema.ts';
import { SecretKeySchema, toSecretKeyJson } from '../../schemas/secret-key-schema.ts';

/** The response comes before a proxy gives up; a repeated request goes on. */
const TIME_MS = 20_000;

export const resealSecretsRoute = defineRoute({
  method: 'post',
  path: '/v2/secret_key/reseal',
  operationId: 'resealSecrets',
  summary: 'Seals with the present key what older keys sealed. Repeat it until nothing is left.',
  access: HUB_ADMINS,
  isPandium: false,
  params: NoParams,
  query: Type.Object({}),
  body: null,
  errors: [],
  responses: {
    200: {
      description: 'What was done, and what is left: secrets whose key is not given any more, or the rest after 20 s.',
      schema: Type.Object({ ...SecretKeySchema.properties, resealed: Type.Integer() }, { $id: 'ResealResult' }),
    },
  },
  async handler({ deps: { db, secrets }, actor }) {
    const endMs = performance.now() + TIME_MS;
    let resealed = 0;
    for (let afterId: number | null = 0; afterId !== null && performance.now() < endMs; ) {
      const from: number = afterId;
      const batch = await db.transaction((sql) => secrets.resealBatch(sql, from));
      resealed += batch.resealed;
      afterId = batch.lastId;
    }
    const use = toSecretKeyJson(await secrets.countByKey(db));
    if (resealed > 0) {
      const subject = { subjectKind: 'hub', subjectId: 1 };
      await recordActivity(db, {
        actor: actor.name,
        action: 'secrets.resealed',
        ...subject,
        after: { ...use, resealed },
      });
    }
    return { status: 200, body: { ...use, resealed } };
  },
});
