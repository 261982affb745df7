import { logPartitionSql } from './initial/log-partition.ts';
import { peopleSchema } from './initial/people-schema.ts';
import { productSchema } from './initial/product-schema.ts';
import { reviewSchema } from './initial/review-schema.ts';
import { runSchema } from './initial/run-schema.ts';

/** The first schema, in the order in which its tables refer to one another. */
export const initial: readonly string[] = [
  ...peopleSchema,
  ...productSchema,
  ...runSchema,
  ...reviewSchema,
  ...logPartitionSql,
];
