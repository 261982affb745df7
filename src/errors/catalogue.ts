/** What an error code stands for: the HTTP status, whether the same call may succeed later, and its fixed title. */
export interface CatalogueEntry {
  readonly status: number;
  readonly isRetryable: boolean;
  readonly title: string;
}

const entry = (status: number, title: string, isRetryable = false): CatalogueEntry => ({ status, isRetryable, title });

/** Every error of the hub, one line each; `docs/errors.md` is kept equal to it by a test. */
export const ERROR_CATALOGUE = {
  invalid_input: entry(422, 'The request is not valid'),
  invalid_json: entry(422, 'The body is not valid JSON'),
  unauthenticated: entry(401, 'No valid API key was sent'),
  sign_in_off: entry(403, 'Signing in is off'),
  sign_in_failed: entry(401, 'E-mail or password is wrong'),
  session_expired: entry(401, 'The session has ended'),
  second_factor_failed: entry(422, 'The code is wrong'),
  second_factor_required: entry(403, 'A second factor is needed first'),
  csrf_refused: entry(403, 'The request did not come from a page of the hub'),
  webhook_unverified: entry(401, 'The webhook could not be verified'),
  forbidden: entry(403, 'This key may not do that'),
  not_found: entry(404, 'There is no such object'),
  method_not_allowed: entry(405, 'This address does not take that method'),
  conflict: entry(409, 'This does not fit the present state'),
  idempotency_key_reused: entry(409, 'This Idempotency-Key was used with another request'),
  last_owner: entry(409, 'The hub needs an owner'),
  email_taken: entry(409, 'This e-mail address has an account already'),
  link_unusable: entry(410, 'This link no longer works'),
  name_taken: entry(409, 'This name is already in use'),
  several_tenants: entry(409, 'Several tenants match'),
  no_default_release: entry(409, 'The integration has no default release'),
  no_ready_release: entry(409, 'The integration has no ready release'),
  has_live_tenants: entry(409, 'The integration still has tenants'),
  archived: entry(409, 'This object is archived'),
  connection_in_use: entry(409, 'Integrations still use this connection'),
  run_finished: entry(409, 'The run has already ended'),
  run_not_finished: entry(409, 'The run has not ended yet'),
  no_snapshot: entry(409, 'The run has nothing of its own to start from'),
  artifact_gone: entry(410, 'The artifact of the release is no longer kept'),
  rollout_running: entry(409, 'A rollout of this integration is under way'),
  rollout_state: entry(409, 'This does not fit the state of the rollout'),
  release_not_ready: entry(409, 'The release is not ready'),
  log_expired: entry(410, 'This log is past its retention'),
  precondition_failed: entry(412, 'Somebody else changed this in the meantime'),
  payload_too_large: entry(413, 'The request is too large'),
  unsupported_media_type: entry(415, 'The body has to be JSON'),
  too_many_triggers: entry(429, 'Too many triggers wait for this tenant', true),
  rate_limited: entry(429, 'Too many requests', true),
  outcome_unknown: entry(500, 'It is not known whether this was stored', true),
  internal: entry(500, 'Something went wrong in the hub', true),
  database_unavailable: entry(503, 'The database does not answer', true),
  temporal_unavailable: entry(503, 'Temporal does not answer', true),
  sandbox_unavailable: entry(503, 'Isolation does not work on this host'),
  git_unreachable: entry(502, 'The repository could not be reached', true),
  git_address_refused: entry(422, 'The repository lies on an address that the hub does not connect to'),
  git_authentication: entry(422, 'The repository refused the credential'),
  git_repository: entry(422, 'There is no usable git repository at this URL'),
  git_ref_not_found: entry(422, 'The repository has no such branch, tag or commit'),
  git_too_large: entry(422, 'The repository is too large'),
  git_timeout: entry(504, 'The repository did not answer in time', true),
  git_too_slow: entry(422, 'The repository takes too long to read'),
  git_hostile_tree: entry(422, 'The repository holds something that the hub does not check out'),
  artifact_missing: entry(500, 'The stored artifact is missing'),
  artifact_corrupt: entry(500, 'The stored artifact is damaged'),
  artifact_too_large: entry(422, 'The artifact is too large'),
  disk_full: entry(507, 'The disk of the hub is full', true),
  secret_unreadable: entry(500, 'A stored secret cannot be opened'),
  config_invalid: entry(500, 'The configuration is not valid'),
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;
