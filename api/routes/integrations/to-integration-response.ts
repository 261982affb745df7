import type { Sql } from '../../../src/db/database.ts';
import { readIntegrationLabels } from '../../../src/db/stores/integrations/integration-labels.ts';
import type { Integration } from '../../../src/domain/integrations/integration.ts';
import type { RunLimits } from '../../../src/domain/runs/run-limits.ts';
import type { JsonResponse } from '../../http/define-route.ts';
import { toEntityTag } from '../../http/entity-tag.ts';
import { toIntegrationJson } from '../../schemas/integration-schema.ts';

export async function toIntegrationResponse(
  sql: Sql,
  maxima: RunLimits,
  integration: Integration,
  status: number,
): Promise<JsonResponse> {
  const labels = await readIntegrationLabels(sql, [integration.id]);
  const body = toIntegrationJson(integration, maxima, labels.get(integration.id));
  return { status, body, headers: { ETag: toEntityTag(integration.modifiedAt) } };
}
