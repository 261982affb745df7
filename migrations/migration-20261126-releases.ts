import { Migration } from '@mikro-orm/migrations';
import { releasesSchema } from './sql/releases-schema.ts';

export class Migration20261126Releases extends Migration {
  override async up(): Promise<void> {
    for (const statement of releasesSchema) this.addSql(statement);
  }
}
