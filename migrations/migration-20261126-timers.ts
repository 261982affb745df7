import { Migration } from '@mikro-orm/migrations';
import { timersSchema } from './sql/timers-schema.ts';

export class Migration20261126Timers extends Migration {
  override async up(): Promise<void> {
    for (const statement of timersSchema) this.addSql(statement);
  }
}
