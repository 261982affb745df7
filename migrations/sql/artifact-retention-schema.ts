/** What retention does to artifacts (docs: builds page). */
export const artifactRetentionSchema: readonly string[] = [
  `alter table releases add column artifact_removed_at timestamptz`,
  // Retention asks for what is left of an integration, newest first.
  `create index releases_with_artifact on releases (integration_id, number desc)
     where state = 'ready' and artifact_removed_at is null`,
];
