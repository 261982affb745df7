/** The name of the unique index or constraint that a statement ran into, '' for any other error. */
export function violatedConstraint(error: unknown): string {
  const { code, constraint } = (error ?? {}) as { code?: unknown; constraint?: unknown };
  return code === '23505' && typeof constraint === 'string' ? constraint : '';
}
