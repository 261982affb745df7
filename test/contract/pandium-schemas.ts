/**
 * The schemas of Pandium's published OpenAPI document (version 2.0.0, its 21 operations), transcribed. They say what a client that
 * was generated from that document accepts; fields beside them are ignored by such a client.
 */
type Schema = Readonly<Record<string, unknown>>;

const TEXT: Schema = { type: 'string' };
const INTEGER: Schema = { type: 'integer' };
const NUMBER: Schema = { type: 'number' };
const BOOLEAN: Schema = { type: 'boolean' };
const TIME: Schema = { type: 'string', format: 'date-time' };
const FREE: Schema = { type: 'object', additionalProperties: true };

const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const oneOf = (...words: readonly string[]): Schema => ({ type: 'string', enum: words });
const object = (required: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
});

const Connector = object({ name: TEXT, isGlobal: BOOLEAN }, {});
const Category = object({ name: TEXT, id: INTEGER, order_index: NUMBER }, { description: orNull(TEXT) });
const Tag = object({ name: TEXT, id: INTEGER }, { description: orNull(TEXT) });
const Flag = object({ name: TEXT, id: INTEGER }, { flag_color: orNull(TEXT) });
const ReleaseChannel = oneOf('Latest', 'Default');

export const Integration = object(
  { id: INTEGER, name: TEXT, long_name: TEXT, type: oneOf('Internal', 'External', 'Pandium') },
  {
    created_date: orNull(TIME),
    modified_date: orNull(TIME),
    connectors: orNull(listOf(Connector)),
    repository_path: orNull(TEXT),
    repository_tracking_branch: orNull(TEXT),
    repository_url: orNull(TEXT),
    categories: orNull(listOf(Category)),
    tags: orNull(listOf(Tag)),
    flag: orNull(Flag),
    default_release_id: orNull(INTEGER),
    default_release_channel: orNull(ReleaseChannel),
  },
);

export const Release = object(
  { id: INTEGER, name: TEXT, config_version: TEXT },
  {
    repository_tracking_branch: orNull(TEXT),
    run_command: orNull(TEXT),
    tag: orNull(TEXT),
    config_schema: orNull(FREE),
    metadata_schema: orNull(FREE),
    created_date: orNull(TIME),
    modified_date: orNull(TIME),
  },
);

const ConnectorStatus = object({ name: TEXT, status: TEXT }, { last_change: orNull(TIME) });
const AuthStatus = object({}, { connected: BOOLEAN, connectors: orNull(listOf(ConnectorStatus)) });

const TenantStatus = object(
  {},
  {
    last_run: orNull(FREE),
    current_run: orNull(FREE),
    last_successful_run: orNull(FREE),
    dynamic_configs: orNull(FREE),
    auth: orNull(AuthStatus),
  },
);

export const Tenant = object(
  { id: INTEGER, name: TEXT },
  {
    archived: orNull(BOOLEAN),
    integration_id: INTEGER,
    configs: orNull(FREE),
    created_date: orNull(TIME),
    modified_date: orNull(TIME),
    paused: orNull(BOOLEAN),
    user_schedule: orNull(TEXT),
    schedule: orNull(TEXT),
    source: orNull(TEXT),
    integration_release_id: orNull(INTEGER),
    integration_release_channel: orNull(ReleaseChannel),
    status: orNull(TenantStatus),
  },
);

export const TenantMetadata = object(
  { tenant_id: INTEGER },
  { data: orNull(FREE), created_date: orNull(TIME), modified_date: orNull(TIME) },
);

const RunStatus = object({}, { phase: orNull(TEXT), startTime: orNull(TEXT), completionTime: orNull(TEXT) });
const RunTrigger = object({ id: INTEGER, created_date: TIME, mode: TEXT, source: TEXT }, { payload: orNull(FREE) });

export const Run = object(
  { id: INTEGER, mode: TEXT },
  {
    status: orNull(RunStatus),
    triggers: orNull(listOf(RunTrigger)),
    started_date: orNull(TIME),
    completed_date: orNull(TIME),
    tenant_id: orNull(INTEGER),
    integration_id: orNull(INTEGER),
  },
);

export const Trigger = object({ trigger_id: TEXT }, {});
export const TriggerStatus = object({ status: TEXT }, {});
export const ProxyResponse = object({ data: FREE }, {});
/** Both kinds of a proxy call's errors. */
export const ProxyError = object({}, { detail: TEXT });
export const ErrorMessage = object({ message: TEXT }, {});
/** What its servers answer without a valid key; the document does not list it. */
export const NotAuthorized = object({ detail: TEXT }, {});

const ValidationError = object(
  { loc: listOf({ anyOf: [TEXT, INTEGER] }), msg: TEXT, type: TEXT },
  { input: {}, ctx: FREE },
);
export const HttpValidationError = object({}, { detail: listOf(ValidationError) });

export const ListOf = listOf;
/** Where the document promises nothing about the body. */
export const Anything: Schema = {};
export const FreeObject = FREE;
