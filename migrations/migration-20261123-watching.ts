import { Migration } from '@mikro-orm/migrations';
import { watchingSchema } from './sql/watching-schema.ts';

export class Migration20261123Watching extends Migration {
  override async up(): Promise<void> {
    for (const statement of watchingSchema) this.addSql(statement);
  }
}
