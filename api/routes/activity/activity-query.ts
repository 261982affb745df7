import { type Static, Type } from 'typebox';
import type { ActivityFilter } from '../../../src/db/stores/activity/list-activity.ts';
import type { Scope } from '../../../src/domain/accounts/role.ts';
import { Id, Time } from '../../schemas/common-schema.ts';

const Word = Type.String({ minLength: 1, maxLength: 100 });

export const activityFilters = {
  partner_id: Type.Optional(Id),
  integration_id: Type.Optional(Id),
  subject_kind: Type.Optional(Word),
  subject_id: Type.Optional(Id),
  actor: Type.Optional(Word),
  action: Type.Optional(Word),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
};

const Filters = Type.Object(activityFilters);

/** What the caller may see of what it requested: a partner only its own entries. */
export function toActivityFilter(scope: Scope, query: Static<typeof Filters>): ActivityFilter {
  return {
    partnerId: scope.partnerId ?? query.partner_id ?? null,
    integrationId: query.integration_id ?? null,
    subjectKind: query.subject_kind ?? null,
    subjectId: query.subject_id ?? null,
    actor: query.actor ?? null,
    action: query.action ?? null,
    from: query.from === undefined ? null : new Date(query.from),
    to: query.to === undefined ? null : new Date(query.to),
  };
}
