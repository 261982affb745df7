/** Integrations, connectors, releases, channels and tenants. */
export const productSchema: readonly string[] = [
  `create table flags (
    id bigint generated always as identity primary key,
    name text not null unique,
    flag_color text not null
  )`,
  `create table tags (
    id bigint generated always as identity primary key,
    name text not null unique,
    description text
  )`,
  `create table categories (
    id bigint generated always as identity primary key,
    name text not null unique,
    description text,
    order_index integer not null default 0
  )`,
  `create table source_connections (
    id bigint generated always as identity primary key,
    partner_id bigint references partners,
    name text not null,
    provider text not null check (provider in ('github', 'gitlab', 'bitbucket', 'azure_devops', 'git')),
    username text,
    secret_id bigint references settings_secrets,
    status text not null default 'unknown',
    last_push_at timestamptz,
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now()
  )`,
  `create table integrations (
    id bigint generated always as identity primary key,
    partner_id bigint references partners,
    name text not null check (name ~ '^[a-z0-9-]{1,63}$'),
    long_name text not null,
    type text not null check (type in ('Internal', 'External', 'Pandium')),
    state text not null check (state in
      ('draft', 'in_review', 'changes_requested', 'published', 'withdrawn', 'rejected')),
    short_description text,
    long_description text,
    logo_url text,
    external_link text,
    repository_url text,
    repository_tracking_branch text,
    repository_path text not null default '',
    source_connection_id bigint references source_connections,
    hook_token_hash text unique,
    default_release_id bigint,
    default_release_channel text check (default_release_channel in ('Default', 'Latest')),
    last_release_number integer not null default 0,
    flag_id bigint references flags,
    limits jsonb not null default '{}',
    retry_policy jsonb not null default '{}',
    schedule_policy jsonb not null default '{}',
    marketplace jsonb not null default '{}',
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now()
  )`,
  `create unique index integrations_name on integrations (name)`,
  `create index integrations_partner on integrations (partner_id, id)`,
  `create table integration_tags (
    integration_id bigint not null references integrations,
    tag_id bigint not null references tags,
    primary key (integration_id, tag_id)
  )`,
  `create table integration_categories (
    integration_id bigint not null references integrations,
    category_id bigint not null references categories,
    primary key (integration_id, category_id)
  )`,
  `create table connectors (
    id bigint generated always as identity primary key,
    name text not null unique check (name ~ '^[a-z0-9-]{1,63}$'),
    long_name text not null,
    kind text not null check (kind in ('oauth2', 'client_credentials', 'api_key', 'basic', 'custom')),
    definition jsonb not null default '{}',
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now()
  )`,
  `create table integration_connectors (
    integration_id bigint not null references integrations,
    connector_id bigint not null references connectors,
    is_global boolean not null default false,
    position integer not null default 0,
    primary key (integration_id, connector_id)
  )`,
  `create table releases (
    id bigint generated always as identity primary key,
    integration_id bigint not null references integrations,
    number integer not null,
    state text not null check (state in ('queued', 'building', 'ready', 'failed', 'cancelled')),
    branch text not null,
    is_tracking boolean not null,
    requested_ref jsonb not null,
    commit_sha text,
    tag text,
    repository_url text not null,
    repository_path text not null,
    manifest_path text,
    manifest jsonb,
    toolchain jsonb,
    artifact_digest text,
    artifact_size_bytes bigint,
    warnings jsonb not null default '[]',
    failure jsonb,
    retry_of bigint references releases,
    requested_by text not null,
    cancel_requested_at timestamptz,
    executor_workflow_id text,
    executor_run_id text,
    executor_at timestamptz,
    log_line_count integer not null default 0,
    is_log_complete boolean not null default false,
    queued_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now(),
    unique (integration_id, number),
    check (state <> 'ready' or (commit_sha is not null and manifest is not null and artifact_digest is not null))
  )`,
  `create index releases_latest on releases (integration_id, number desc) where state = 'ready' and is_tracking`,
  `create index releases_pending on releases (queued_at) where state in ('queued', 'building')`,
  `create index releases_artifact on releases (artifact_digest) where artifact_digest is not null`,
  `create index releases_shared on releases (integration_id, commit_sha) where state = 'ready'`,
  `alter table integrations add constraint integrations_default_release
     foreign key (default_release_id) references releases`,
  `create table channels (
    id bigint generated always as identity primary key,
    integration_id bigint not null references integrations,
    name text not null,
    release_id bigint references releases,
    follows_latest boolean not null default false,
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now(),
    unique (integration_id, name),
    check (name not in ('Default', 'Latest'))
  )`,
  `create table tenants (
    id bigint generated always as identity primary key,
    integration_id bigint not null references integrations,
    name text not null check (name ~ '^[a-z0-9-]{1,63}$'),
    end_user_id text,
    source text not null check (source in ('hub', 'marketplace', 'api')),
    release_id bigint references releases,
    release_channel text,
    held_reason text,
    configs jsonb not null default '{}',
    dynamic_options jsonb,
    dynamic_options_at timestamptz,
    dynamic_options_error text,
    user_schedule text,
    schedule jsonb,
    is_paused boolean not null default false,
    paused_at timestamptz,
    paused_by text,
    pause_note text,
    paused_until timestamptz,
    last_lane text,
    archived_at timestamptz,
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now()
  )`,
  `create unique index tenants_name on tenants (integration_id, name) where archived_at is null`,
  `create index tenants_integration on tenants (integration_id, id)`,
  `create index tenants_end_user on tenants (end_user_id, integration_id) where end_user_id is not null`,
  `create function latest_release_id(of_integration bigint) returns bigint language sql stable as $body$
     select id from releases where integration_id = of_integration and state = 'ready' and is_tracking
     order by number desc limit 1
   $body$`,
  // What a tenant runs next: its recorded release, or its channel's target where it follows one and isn't held.
  `create function next_release_id(tenant tenants) returns bigint language sql stable as $body$
     select case
       when tenant.release_channel is null or tenant.held_reason is not null then tenant.release_id
       when tenant.release_channel = 'Latest' then coalesce(latest_release_id(tenant.integration_id), tenant.release_id)
       when tenant.release_channel = 'Default' then coalesce(
         (select default_release_id from integrations where id = tenant.integration_id), tenant.release_id)
       else coalesce(
         (select case when follows_latest then latest_release_id(tenant.integration_id) else release_id end
          from channels where integration_id = tenant.integration_id and name = tenant.release_channel),
         tenant.release_id)
     end
   $body$`,
  `create table tenant_metadata (
    tenant_id bigint primary key references tenants,
    data jsonb not null default '{}',
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now()
  )`,
  `create table connections (
    id bigint generated always as identity primary key,
    connector_id bigint not null references connectors,
    integration_id bigint not null references integrations,
    tenant_id bigint references tenants,
    status text not null check (status in ('connected', 'needs_reconnect', 'disconnected')),
    sealed bytea,
    key_id text,
    last_change timestamptz not null default now(),
    created_at timestamptz not null default now()
  )`,
  `create unique index connections_tenant on connections (tenant_id, connector_id) where tenant_id is not null`,
  `create unique index connections_global on connections (integration_id, connector_id) where tenant_id is null`,
];
