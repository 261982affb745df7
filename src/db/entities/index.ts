import type { EntitySchema } from '@mikro-orm/core';
import { ApiKeyEntity } from './api-key-entity.ts';
import { IntegrationEntity } from './integration-entity.ts';
import { PartnerEntity } from './partner-entity.ts';
import { ReleaseEntity } from './release-entity.ts';
import { SourceConnectionEntity } from './source-connection-entity.ts';
import { TenantEntity } from './tenant-entity.ts';
import { TenantMetadataEntity } from './tenant-metadata-entity.ts';
import { TenantPauseEntity } from './tenant-pause-entity.ts';
import { UserEntity } from './user-entity.ts';

/** Every entity of the model; MikroORM discovers no others. */
export const entities: EntitySchema[] = [
  ApiKeyEntity,
  IntegrationEntity,
  PartnerEntity,
  ReleaseEntity,
  SourceConnectionEntity,
  TenantEntity,
  TenantMetadataEntity,
  TenantPauseEntity,
  UserEntity,
];
