import type { Sql } from '../../db/sql.ts';
import { createSecrets } from './create-secrets.ts';
import { loadSecretKeys, type SecretKeySettings } from './load-secret-keys.ts';
import { checkSecretKey, createSecretStore } from './secret-store.ts';
import type { SecretStore } from './secrets.ts';

/** The store of this hub's secrets, once its key has been checked. @throws AppError config_invalid */
export async function openSecretStore(sql: Sql, settings: SecretKeySettings): Promise<SecretStore> {
  const secrets = await createSecrets(await loadSecretKeys(settings));
  await checkSecretKey(sql, secrets);
  return createSecretStore(secrets);
}
