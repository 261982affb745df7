import type { Static } from 'typebox';
import type { Sql } from '../../../src/db/database.ts';
import { type IntegrationFacts, readIntegrationFacts } from '../../../src/db/stores/integrations/integration-facts.ts';
import { readIntegrationLabels } from '../../../src/db/stores/integrations/integration-labels.ts';
import type { Integration } from '../../../src/domain/integrations/integration.ts';
import type { RunLimits } from '../../../src/domain/runs/run-limits.ts';
import type { JsonResponse } from '../../http/define-route.ts';
import { toEntityTag } from '../../http/entity-tag.ts';
import { type IntegrationSchema, toIntegrationJson } from '../../schemas/integration-schema.ts';

export async function toIntegrationResponse(
  sql: Sql,
  maxima: RunLimits,
  integration: Integration,
  status: number,
): Promise<JsonResponse> {
  const [body] = await toIntegrationsJson(sql, maxima, [integration]);
  return { status, body, headers: { ETag: toEntityTag(integration.modifiedAt) } };
}

export async function toIntegrationsJson(
  sql: Sql,
  maxima: RunLimits,
  integrations: readonly Integration[],
): Promise<Static<typeof IntegrationSchema>[]> {
  const ids = integrations.map(({ id }) => id);
  const [labels, facts] = await Promise.all([readIntegrationLabels(sql, ids), readIntegrationFacts(sql, ids)]);
  return integrations.map((integration) => {
    const own = { labels: labels.get(integration.id), facts: facts.get(integration.id) as IntegrationFacts };
    return toIntegrationJson(integration, maxima, own);
  });
}
