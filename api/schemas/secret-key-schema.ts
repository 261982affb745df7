import { type Static, Type } from 'typebox';
import type { KeyUse } from '../../src/adapters/secrets/secrets.ts';

/** Counts alone: neither keys nor secrets are ever returned. */
export const SecretKeySchema = Type.Object(
  {
    key_id: Type.String(),
    sealed_by_present_key: Type.Integer(),
    sealed_by_older_keys: Type.Integer(),
  },
  { $id: 'SecretKeyUse' },
);

export function toSecretKeyJson({ keyId, present, older }: KeyUse): Static<typeof SecretKeySchema> {
  return { key_id: keyId, sealed_by_present_key: present, sealed_by_older_keys: older };
}
