import { Migration } from '@mikro-orm/migrations';
import { logsSchema } from './sql/logs-schema.ts';

export class Migration20261126Logs extends Migration {
  override async up(): Promise<void> {
    for (const statement of logsSchema) this.addSql(statement);
  }
}
