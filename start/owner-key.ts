import { rmSync, writeFileSync } from 'node:fs';

export interface FirstOwnerOptions {
  readonly databaseUrl: string;
  /** A key given from outside. */
  readonly givenKey: string | undefined;
  /** Where the key goes, with mode 0600. */
  readonly keyFile: string;
  readonly publicUrl: string;
}

export interface FirstOwner {
  /** True where the owner's key was made now. */
  readonly isNew: boolean;
  /** The address at which the owner sets e-mail and password; null once an owner has a password. */
  readonly link: string | null;
}

/** Makes the first owner on first start, and a link to sign in with until an owner has a password. */
export async function makeFirstOwner(options: FirstOwnerOptions): Promise<FirstOwner> {
  const [{ openDatabase }, { bootstrapOwner }, { createFirstOwnerLink }] = await Promise.all([
    import('../src/db/database.ts'),
    import('../src/app/accounts/bootstrap-owner.ts'),
    import('../src/app/accounts/owner-link.ts'),
  ]);
  const database = await openDatabase({ url: options.databaseUrl, poolSize: 2 });
  try {
    const { created, apiKey } = await bootstrapOwner(database, { apiKey: options.givenKey });
    if (created && apiKey !== null) writeSecret(options.keyFile, apiKey);
    return { isNew: created, link: await createFirstOwnerLink(database, options.publicUrl) };
  } finally {
    await database.close();
  }
}

/** A file that was there may be readable to others; a new one never is. */
function writeSecret(file: string, secret: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
}
