import { Type } from 'typebox';
import { ERROR_CATALOGUE, type ErrorCode } from '../../src/errors/catalogue.ts';
import { OneOf } from './common-schema.ts';

/** A code of the error catalogue (docs/errors.md). */
export const ErrorCodeSchema = OneOf(Object.keys(ERROR_CATALOGUE).sort() as ErrorCode[], 'ErrorCode');

export const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    message: Type.String({ description: 'The same as detail.' }),
    instance: Type.String({ description: 'The request, as the log of the hub names it.' }),
    code: ErrorCodeSchema,
    errors: Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() })),
  },
  { $id: 'Problem' },
);

const PandiumIssueSchema = Type.Object(
  {
    loc: Type.Array(Type.Union([Type.String(), Type.Integer()])),
    msg: Type.String(),
    type: Type.String(),
  },
  { $id: 'ValidationIssue' },
);

/** What Pandium's operations return with 422: `detail` as FastAPI writes it, the sentence in `message`. */
export const PandiumProblemSchema = Type.Object(
  { ...ProblemSchema.properties, detail: Type.Array(PandiumIssueSchema) },
  { $id: 'PandiumProblem' },
);
