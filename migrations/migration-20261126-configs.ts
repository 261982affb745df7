import { Migration } from '@mikro-orm/migrations';
import { configsSchema } from './sql/configs-schema.ts';

export class Migration20261126Configs extends Migration {
  override async up(): Promise<void> {
    for (const statement of configsSchema) this.addSql(statement);
  }
}
