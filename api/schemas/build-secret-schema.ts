import { Type } from 'typebox';
import { Id, Nullable } from './common-schema.ts';

export const BuildSecretParams = Type.Object({
  id: Id,
  name: Type.String({ maxLength: 64, description: 'Capital letters, digits and "_".' }),
});

export const BuildSecretSchema = Type.Object(
  {
    name: Type.String(),
    file: Nullable(Type.String({ description: 'A file of HOME; null = the variable of that name.' })),
  },
  { $id: 'BuildSecret' },
);

export const BuildSecretInputSchema = Type.Object(
  {
    name: Type.String({ description: 'Capital letters, digits and "_"; the variable, where it is none of a file.' }),
    value: Type.String({ description: 'Never returned. 8 characters at least, 64 KiB at most.' }),
    file: Type.Optional(Nullable(Type.String({ description: 'A path below HOME, such as `.npmrc`.' }))),
  },
  { $id: 'BuildSecretInput' },
);
