/** Search attributes of every workflow; all Keyword. */
export const SEARCH_ATTRIBUTES = [
  'IntegrationId',
  'TenantId',
  'PartnerId',
  'ReleaseId',
  'HubRunId',
  'RunMode',
  'RunPhase',
] as const;
