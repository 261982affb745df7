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

/** Set when a run has ended, so that the failed ones can be listed in the Temporal UI. */
export const RUN_PHASE_KEY = { name: 'RunPhase', type: 'KEYWORD' } as const;
