import { Migration } from '@mikro-orm/migrations';
import { runsSchema } from './sql/runs-schema.ts';

export class Migration20261126Runs extends Migration {
  override async up(): Promise<void> {
    for (const statement of runsSchema) this.addSql(statement);
  }
}
