/** Watching repositories: which head was taken, which deliveries were seen, what polling and testing found. */
export const watching: readonly string[] = [
  // What these two said is derived from the watches of the connection's integrations; nothing ever wrote them.
  `alter table source_connections
     add column host text not null default '',
     drop column status,
     drop column last_push_at`,
  `create unique index source_connections_name on source_connections (coalesce(partner_id, 0), lower(name))`,
  `create index integrations_source_connection on integrations (source_connection_id)
     where source_connection_id is not null`,
  `create table repository_watches (
    integration_id bigint primary key references integrations,
    repository_url text,
    branch text,
    head_sha text,
    head_version integer not null default 0,
    head_at timestamptz,
    last_push_at timestamptz,
    last_delivery_at timestamptz,
    polled_at timestamptz,
    next_poll_at timestamptz not null default now(),
    failure_count integer not null default 0,
    failure jsonb,
    test_requested_id text,
    test_requested_at timestamptz,
    test_id text,
    test_result jsonb,
    tested_at timestamptz
  )`,
  `create index repository_watches_due on repository_watches (next_poll_at)`,
  `create table hook_deliveries (
    integration_id bigint not null references integrations,
    delivery text not null,
    before_sha text,
    after_sha text not null,
    received_at timestamptz not null default now(),
    primary key (integration_id, delivery)
  )`,
  `create index hook_deliveries_superseded on hook_deliveries (integration_id, before_sha)`,
  `create index hook_deliveries_received on hook_deliveries (received_at)`,
];
