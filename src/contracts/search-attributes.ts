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

const keyword = <Name extends (typeof SEARCH_ATTRIBUTES)[number]>(name: Name) => ({ name, type: 'KEYWORD' }) as const;

/** Set when a run has ended, so that the failed ones can be listed in the Temporal UI. */
export const RUN_PHASE_KEY = keyword('RunPhase');

/** What a tick learns of the run that it admits. */
export const HUB_RUN_ID_KEY = keyword('HubRunId');
export const RUN_MODE_KEY = keyword('RunMode');
export const RELEASE_ID_KEY = keyword('ReleaseId');

/** Temporal's own: the moment that the Schedule meant. */
export const SCHEDULED_START_KEY = { name: 'TemporalScheduledStartTime', type: 'DATETIME' } as const;
