import { peopleSchema } from './people-schema.ts';
import { productSchema } from './product-schema.ts';
import { reviewSchema } from './review-schema.ts';
import { runSchema } from './run-schema.ts';

/** The first schema, in the order in which its tables refer to one another. */
export const initialSchemaStatements: readonly string[] = [
  ...peopleSchema,
  ...productSchema,
  ...runSchema,
  ...reviewSchema,
];
