import { rmSync, writeFileSync } from 'node:fs';

/** Makes the first owner on first start and writes its key to a file of mode 0600; answers whether it was made now. */
export async function makeFirstOwner(url: string, givenKey: string | undefined, file: string): Promise<boolean> {
  const [{ openDatabase }, { bootstrapOwner }] = await Promise.all([
    import('../src/db/database.ts'),
    import('../src/app/accounts/bootstrap-owner.ts'),
  ]);
  const database = await openDatabase({ url, poolSize: 2 });
  try {
    const { created, apiKey } = await bootstrapOwner(database, { apiKey: givenKey });
    if (created && apiKey !== null) writeSecret(file, apiKey);
    return created;
  } finally {
    await database.close();
  }
}

/** A file that was there may be readable to others; a new one never is. */
function writeSecret(file: string, secret: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
}
