import type { EntitySchema } from '@mikro-orm/core';

/** Every entity of the model; MikroORM discovers no others. */
export const entities: EntitySchema[] = [];
