import { type Static, Type } from 'typebox';
import type { TenantConfigForm } from '../../src/app/tenants/read-config-form.ts';
import type { ConfigField } from '../../src/domain/configs/config-form.ts';
import type { FieldChoices } from '../../src/domain/configs/field-choices.ts';
import { isOptionsStale } from '../../src/domain/configs/is-options-stale.ts';
import type { Tenant } from '../../src/domain/tenants/tenant.ts';
import { FreeObject, Id, IssueSchema, Nullable, OneOf, Time, toTime, toTimeOrNull } from './common-schema.ts';

const Option = Type.Object({ const: Type.Unknown(), title: Type.String() }, { $id: 'ConfigOption' });

const Choices = Type.Object(
  {
    kind: OneOf(['static', 'definition', 'metadata']),
    source: Nullable(Type.String()),
    origin: Nullable(OneOf(['fetched', 'manifest'])),
    state: OneOf(['options', 'placeholder', 'progress', 'error']),
    message: Nullable(Type.String()),
    placeholder: Nullable(Type.String()),
    multiple: Type.Boolean(),
    options: Type.Array(Option),
    depends_on: Nullable(Type.String()),
    options_by_parent: Nullable(Type.Record(Type.String(), Type.Array(Option))),
    no_longer_offered: Type.Array(Type.Unknown()),
    fetched_date: Nullable(Time),
    age_s: Nullable(Type.Integer()),
    stale: Type.Boolean(),
    run_id: Nullable(Id),
    release_id: Nullable(Id),
  },
  { $id: 'ConfigChoices' },
);

const Field = Type.Object(
  {
    name: Type.String(),
    label: Type.String(),
    hint: Nullable(Type.String()),
    required: Type.Boolean(),
    admin: Type.Boolean({ description: 'Users of the hub only.' }),
    set: Type.Boolean(),
    value: Type.Unknown(),
    choices: Nullable(Choices),
  },
  { $id: 'ConfigField' },
);

const Refresh = Type.Object(
  {
    current: Nullable(
      Type.Object({
        run_id: Id,
        phase: OneOf(['queued', 'running']),
        waiting_for: Nullable(Type.String()),
        queued_at: Time,
        started_date: Nullable(Time),
      }),
    ),
    last: Nullable(
      Type.Object({
        run_id: Id,
        release_id: Nullable(Id),
        phase: OneOf(['succeeded', 'failed', 'cancelled']),
        completed_date: Time,
        error: Nullable(Type.Object({ class: Type.String(), message: Type.String() })),
      }),
    ),
  },
  { $id: 'ConfigRefresh' },
);

export const ConfigFormSchema = Type.Object(
  {
    tenant_id: Id,
    release_id: Nullable(Id),
    held_from_release_id: Nullable(Id),
    schema: Nullable(FreeObject),
    uischema: Nullable(FreeObject),
    values: FreeObject,
    fields: Type.Array(Field),
    stale_after_s: Type.Integer(),
    refresh: Refresh,
    issues: Type.Array(IssueSchema),
    warnings: Type.Array(IssueSchema),
  },
  { $id: 'ConfigForm' },
);

export function toConfigFormJson(
  tenant: Tenant,
  read: TenantConfigForm,
  staleAfterSeconds: number,
): Static<typeof ConfigFormSchema> {
  const { form, refresh, validation } = read;
  return {
    tenant_id: tenant.id,
    release_id: read.releaseId,
    held_from_release_id: read.heldFromReleaseId,
    schema: form.schema && { ...form.schema },
    uischema: form.uiSchema && { ...form.uiSchema },
    values: { ...form.values },
    fields: form.fields.map((field) => toFieldJson(field, read.origins, staleAfterSeconds)),
    stale_after_s: staleAfterSeconds,
    refresh: toRefreshJson(refresh),
    issues: validation.issues.map((note) => ({ ...note, pointer: `/values${note.pointer}` })),
    warnings: validation.warnings.map((note) => ({ ...note, pointer: `/values${note.pointer}` })),
  };
}

type Origins = TenantConfigForm['origins'];

function toFieldJson(field: ConfigField, origins: Origins, staleAfterSeconds: number): Static<typeof Field> {
  const { name, label, hint, value, choices } = field;
  return {
    ...{ name, label, hint, value },
    required: field.isRequired,
    admin: field.isAdminOnly,
    set: field.isSet,
    choices: choices && toChoicesJson(choices, origins, staleAfterSeconds),
  };
}

function toChoicesJson(choices: FieldChoices, origins: Origins, staleAfterSeconds: number): Static<typeof Choices> {
  const isFetched = choices.origin === 'fetched' && choices.source !== null;
  const origin = isFetched ? origins.get(choices.source ?? '') : undefined;
  const ageSeconds = origin?.ageSeconds ?? null;
  return {
    kind: choices.kind,
    source: choices.source,
    origin: choices.origin,
    state: choices.state,
    message: choices.message,
    placeholder: choices.placeholder,
    multiple: choices.isMultiple,
    options: [...choices.options],
    depends_on: choices.dependsOn,
    options_by_parent: choices.optionsByParent && toLists(choices.optionsByParent),
    no_longer_offered: [...choices.noLongerOffered],
    fetched_date: toTimeOrNull(origin?.fetchedAt ?? null),
    age_s: ageSeconds === null ? null : Math.floor(ageSeconds),
    stale: isFetched && isOptionsStale(ageSeconds, staleAfterSeconds),
    run_id: origin?.runId ?? null,
    release_id: origin?.releaseId ?? null,
  };
}

function toLists(groups: NonNullable<FieldChoices['optionsByParent']>): Record<string, Static<typeof Option>[]> {
  return Object.fromEntries(Object.entries(groups).map(([value, options]) => [value, [...options]]));
}

function toRefreshJson({ live, ended }: TenantConfigForm['refresh']): Static<typeof Refresh> {
  return {
    current: live && {
      run_id: live.runId,
      phase: live.phase,
      waiting_for: live.waitingFor,
      queued_at: toTime(live.queuedAt),
      started_date: toTimeOrNull(live.startedAt),
    },
    last: ended && {
      run_id: ended.runId,
      release_id: ended.releaseId,
      phase: ended.phase,
      completed_date: toTime(ended.finishedAt),
      error:
        ended.errorClass === null ? null : { class: ended.errorClass, message: ended.errorMessage ?? ended.errorClass },
    },
  };
}
