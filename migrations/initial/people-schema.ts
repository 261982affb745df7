/** The hub itself, its people, their keys and the partners. */
export const peopleSchema: readonly string[] = [
  `create table hub (
    id smallint primary key default 1 check (id = 1),
    instance_id uuid not null default gen_random_uuid(),
    settings jsonb not null default '{}',
    link_secret bytea not null
      default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now()
  )`,
  `insert into hub default values`,
  `create table partners (
    id bigint generated always as identity primary key,
    name text not null,
    state text not null check (state in ('pending', 'approved', 'deactivated')),
    primary_contact_id bigint,
    logo_url text,
    form_answers jsonb,
    form_answered_at timestamptz,
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now()
  )`,
  `create unique index partners_name on partners (lower(name))`,
  `create table users (
    id bigint generated always as identity primary key,
    partner_id bigint references partners,
    email text not null,
    name text not null,
    role text not null check (role in ('owner', 'admin', 'partner_manager', 'viewer', 'partner')),
    password_hash text,
    deactivated_at timestamptz,
    last_seen_at timestamptz,
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now(),
    check ((role = 'partner') = (partner_id is not null))
  )`,
  `create unique index users_email on users (lower(email))`,
  `create index users_partner on users (partner_id, id)`,
  `alter table partners add constraint partners_primary_contact foreign key (primary_contact_id) references users`,
  `create table invitations (
    id bigint generated always as identity primary key,
    user_id bigint not null references users,
    token_hash text not null unique,
    purpose text not null check (purpose in ('welcome', 'password_reset')),
    expires_at timestamptz not null,
    used_at timestamptz,
    created_at timestamptz not null default now()
  )`,
  `create table sessions (
    id bigint generated always as identity primary key,
    user_id bigint not null references users,
    token_hash text not null unique,
    expires_at timestamptz not null,
    created_at timestamptz not null default now()
  )`,
  `create table api_keys (
    id bigint generated always as identity primary key,
    name text not null,
    prefix text not null,
    key_hash text not null unique,
    role text not null check (role in ('owner', 'admin', 'partner_manager', 'viewer', 'partner')),
    partner_id bigint references partners,
    created_by text not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz not null default now(),
    check ((role = 'partner') = (partner_id is not null))
  )`,
  `create table idempotency_keys (
    actor text not null,
    key text not null,
    operation text not null,
    request_hash text not null,
    status smallint not null,
    response jsonb not null,
    created_at timestamptz not null default now(),
    primary key (actor, key)
  )`,
  `create index idempotency_keys_created on idempotency_keys (created_at)`,
  `create table activity (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    actor text not null,
    action text not null,
    subject_kind text not null,
    subject_id bigint,
    integration_id bigint,
    partner_id bigint,
    before jsonb,
    after jsonb
  )`,
  `create index activity_subject on activity (subject_kind, subject_id, id desc)`,
  `create index activity_partner on activity (partner_id, id desc)`,
  `create table settings_secrets (
    id bigint generated always as identity primary key,
    owner text not null unique,
    sealed bytea not null,
    key_id text not null,
    created_at timestamptz not null default now(),
    modified_at timestamptz not null default now()
  )`,
];
