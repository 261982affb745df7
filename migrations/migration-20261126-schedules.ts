import { Migration } from '@mikro-orm/migrations';
import { schedulesSchema } from './sql/schedules-schema.ts';

export class Migration20261126Schedules extends Migration {
  override async up(): Promise<void> {
    for (const statement of schedulesSchema) this.addSql(statement);
  }
}
