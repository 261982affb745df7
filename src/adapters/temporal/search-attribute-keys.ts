import { defineSearchAttributeKey } from '@temporalio/common';

const keyword = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');

export const INTEGRATION_ID = keyword('IntegrationId');
export const TENANT_ID = keyword('TenantId');
export const PARTNER_ID = keyword('PartnerId');
export const RELEASE_ID = keyword('ReleaseId');
export const HUB_RUN_ID = keyword('HubRunId');
export const RUN_MODE = keyword('RunMode');
