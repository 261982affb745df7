import { Type } from 'typebox';

export const ProblemSchema = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  message: Type.String({ description: 'The same as detail.' }),
  instance: Type.String({ description: 'The request, as the log of the hub names it.' }),
  code: Type.String({ description: 'A code of the error catalogue.' }),
  errors: Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() })),
});
