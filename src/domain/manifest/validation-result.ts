/** An issue or a warning about configs or metadata; `message` names the field and never holds its value. */
export interface ValidationIssue {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export interface ValidationResult {
  /** False also where it is not known. */
  readonly ok: boolean;
  /** True where it could not be checked this time: a caller that decides something lasting by it has to check again. */
  readonly isUnknown: boolean;
  readonly issues: readonly ValidationIssue[];
  readonly warnings: readonly ValidationIssue[];
}

export function validationResult(
  issues: readonly ValidationIssue[],
  warnings: readonly ValidationIssue[] = [],
): ValidationResult {
  return { ok: issues.length === 0, isUnknown: false, issues, warnings };
}

/** The result of a check that was not made to its end. */
export function unknownValidation(issue: ValidationIssue): ValidationResult {
  return { ok: false, isUnknown: true, issues: [issue], warnings: [] };
}
