/** What the runs of an integration may reach. */
export const egress: readonly string[] = [
  `alter table integrations add column egress jsonb not null default '{"opened": [], "allowed": null}'`,
];
