/** Review rounds and feedback, rollouts, notifications. */
export const reviewSchema: readonly string[] = [
  `create table rounds (
    id bigint generated always as identity primary key,
    integration_id bigint not null references integrations,
    number integer not null,
    release_id bigint references releases,
    snapshot jsonb not null,
    state text not null check (state in ('open', 'changes_requested', 'published', 'rejected', 'withdrawn')),
    submitted_by text not null,
    submitted_at timestamptz not null default now(),
    decided_by text,
    decided_at timestamptz,
    reason text,
    unique (integration_id, number)
  )`,
  `create unique index rounds_open on rounds (integration_id) where state = 'open'`,
  `create table feedback (
    id bigint generated always as identity primary key,
    round_id bigint not null references rounds,
    page text not null,
    field text,
    severity text not null check (severity in ('must_fix', 'suggestion')),
    text text not null,
    author text not null,
    resolved_at timestamptz,
    resolved_by text,
    created_at timestamptz not null default now()
  )`,
  `create index feedback_round on feedback (round_id, id)`,
];
