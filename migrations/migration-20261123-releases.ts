import { Migration } from '@mikro-orm/migrations';
import { artifactRetentionSchema } from './sql/artifact-retention-schema.ts';

export class Migration20261123Releases extends Migration {
  override async up(): Promise<void> {
    for (const statement of artifactRetentionSchema) this.addSql(statement);
  }
}
