import { Migration } from '@mikro-orm/migrations';
import { initialSchemaStatements } from './sql/initial-schema.ts';
import { logPartitionSql } from './sql/log-partition.ts';

export class Migration20261122Initial extends Migration {
  override async up(): Promise<void> {
    for (const statement of initialSchemaStatements) this.addSql(statement);
    for (const statement of logPartitionSql) this.addSql(statement);
  }
}
