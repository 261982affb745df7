import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientBase } from 'pg';

const FOLDER = join(import.meta.dirname, 'functions');

/**
 * Creates every function of `src/db/functions` whose text differs from the one in the database, with its triggers. The digest of the
 * text that the database has is the function's comment there.
 */
export async function createFunctions(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string; comment: string | null }>(
    `select proname as name, obj_description(oid, 'pg_proc') as comment from pg_proc
     where pronamespace = 'public'::regnamespace`,
  );
  const present = new Map(rows.map(({ name, comment }) => [name, comment]));
  const changed = readFunctions().filter(({ name, digest }) => present.get(name) !== digest);
  if (changed.length === 0) return;
  // One function may use another that comes later in the list, so bodies are not checked here; a test checks them.
  const texts = changed.map(({ name, text, digest }) => `${text}\ncomment on function ${name} is '${digest}';`);
  await client.query(['begin;', 'set local check_function_bodies = off;', ...texts, 'commit;'].join('\n'));
}

/** The name of the function that a file creates is the name of the file. */
function readFunctions(): { readonly name: string; readonly text: string; readonly digest: string }[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const text = readFileSync(join(FOLDER, file), 'utf8');
      return { name: file.slice(0, -'.sql'.length), text, digest: createHash('sha256').update(text).digest('hex') };
    });
}
