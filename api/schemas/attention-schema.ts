import { type Static, Type } from 'typebox';
import type { AttentionRecord } from '../../src/db/stores/attention/attention-repository.ts';
import { ATTENTION_KINDS, describeAttention } from '../../src/domain/attention/describe-attention.ts';
import { Id, Nullable, OneOf, Time, toTime } from './common-schema.ts';
import { FailureClassSchema } from './run-schema.ts';

export const AttentionKindSchema = OneOf(ATTENTION_KINDS, 'AttentionKind');

export const AttentionSchema = Type.Object(
  {
    kind: AttentionKindSchema,
    since: Time,
    message: Type.String({ description: 'What is wrong and what to do, in one sentence.' }),
    tenant_id: Nullable(Id),
    tenant_name: Nullable(Type.String()),
    integration_id: Id,
    integration_name: Type.String(),
    partner_id: Nullable(Id),
    run_id: Nullable(Id),
    release_id: Nullable(Id),
    failure_class: Nullable(FailureClassSchema),
    failures: Nullable(Type.Integer({ description: 'In a row.' })),
    waiting_for: Nullable(Type.String()),
  },
  { $id: 'Attention' },
);

export function toAttentionJson(record: AttentionRecord): Static<typeof AttentionSchema> {
  const { facts } = record;
  return {
    kind: facts.kind,
    since: toTime(record.since),
    message: describeAttention(facts),
    tenant_id: record.tenantId,
    tenant_name: record.tenantName,
    integration_id: record.integrationId,
    integration_name: record.integrationName,
    partner_id: record.partnerId,
    run_id: record.runId,
    release_id: record.releaseId,
    failure_class: facts.kind === 'failing' ? facts.failure.class : null,
    failures: facts.kind === 'failing' ? facts.failures : null,
    waiting_for: facts.kind === 'waiting' ? facts.wait : null,
  };
}
