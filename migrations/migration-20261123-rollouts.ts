import { Migration } from '@mikro-orm/migrations';
import { rolloutSchema } from './sql/rollout-schema.ts';

export class Migration20261123Rollouts extends Migration {
  override async up(): Promise<void> {
    for (const statement of rolloutSchema) this.addSql(statement);
  }
}
