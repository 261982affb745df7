import { Migration } from '@mikro-orm/migrations';
import { egressSchema } from './sql/egress-schema.ts';

export class Migration20261126Egress extends Migration {
  override async up(): Promise<void> {
    for (const statement of egressSchema) this.addSql(statement);
  }
}
