import type { SchemaChecks } from '../../domain/manifest/schema-checks.ts';

/** What tenants are checked and planned by. */
export interface TenantRules {
  readonly schemas: SchemaChecks;
  /** `HUBWRIGHT_SCHEDULE_SPREAD_S` */
  readonly scheduleSpreadS: number;
}
