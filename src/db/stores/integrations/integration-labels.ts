import type {
  Category,
  Flag,
  IntegrationConnector,
  IntegrationLabels,
  Tag,
} from '../../../domain/integrations/integration.ts';
import type { Sql } from '../../database.ts';
import { statement } from '../../statement.ts';

/** Returns the labels of all these integrations. */
export async function readIntegrationLabels(
  sql: Sql,
  integrationIds: readonly number[],
): Promise<ReadonlyMap<number, IntegrationLabels>> {
  if (integrationIds.length === 0) return new Map();
  const rows = await sql.query(LABELS, [integrationIds]);
  return new Map(rows.map((row) => [row.id, row]));
}

interface LabelsRow {
  id: number;
  connectors: IntegrationConnector[];
  categories: Category[];
  tags: Tag[];
  flag: Flag | null;
}

const LABELS = statement<LabelsRow>(`
  select i.id,
    coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'longName', c.long_name,
        'isGlobal', ic.is_global) order by ic.position, c.id)
      from integration_connectors ic join connectors c on c.id = ic.connector_id
      where ic.integration_id = i.id), '[]') as connectors,
    coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'description', c.description,
        'orderIndex', c.order_index) order by c.order_index, c.id)
      from integration_categories ic join categories c on c.id = ic.category_id
      where ic.integration_id = i.id), '[]') as categories,
    coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'description', t.description) order by t.id)
      from integration_tags it join tags t on t.id = it.tag_id
      where it.integration_id = i.id), '[]') as tags,
    (select jsonb_build_object('id', f.id, 'name', f.name, 'flagColor', f.flag_color)
      from flags f where f.id = i.flag_id) as flag
  from integrations i where i.id = any($1::bigint[])`);
