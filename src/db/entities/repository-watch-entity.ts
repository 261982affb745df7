import { defineEntity, p } from '@mikro-orm/core';

export const RepositoryWatchEntity = defineEntity({
  name: 'RepositoryWatch',
  tableName: 'repository_watches',
  properties: {
    integrationId: p.bigint('number').primary(),
    repositoryUrl: p.text().nullable(),
    branch: p.text().nullable(),
    headSha: p.text().nullable(),
    headVersion: p.integer().default(0),
    headAt: p.datetime().nullable(),
    lastPushAt: p.datetime().nullable(),
    lastDeliveryAt: p.datetime().nullable(),
    polledAt: p.datetime().nullable(),
    nextPollAt: p.datetime().defaultRaw('now()'),
    failureCount: p.integer().default(0),
    failure: p.json<Record<string, unknown>>().nullable(),
    failingSince: p.datetime().nullable(),
    testRequestedId: p.text().nullable(),
    testRequestedAt: p.datetime().nullable(),
    testId: p.text().nullable(),
    testResult: p.json<Record<string, unknown>>().nullable(),
    testedAt: p.datetime().nullable(),
  },
});
