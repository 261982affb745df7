/** A fault or a warning about configs or metadata; `message` names the field and never holds its value. */
export interface ValidationIssue {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export interface ValidationResult {
  readonly ok: boolean;
  readonly issues: readonly ValidationIssue[];
  readonly warnings: readonly ValidationIssue[];
}

export function validationResult(
  issues: readonly ValidationIssue[],
  warnings: readonly ValidationIssue[] = [],
): ValidationResult {
  return { ok: issues.length === 0, issues, warnings };
}
