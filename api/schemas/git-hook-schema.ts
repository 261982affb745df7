import { Type } from 'typebox';
import { Nullable, Time } from './common-schema.ts';

export const GitHookSchema = Type.Object(
  {
    has_webhook: Type.Boolean(),
    created_date: Nullable(Time),
    last_delivery_date: Nullable(Time),
    last_push_date: Nullable(Time),
  },
  { $id: 'GitHook' },
);
