/** A fault or a warning about configs or metadata; `message` names the field and never holds its value. */
export interface ValidationNote {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export interface ValidationResult {
  readonly ok: boolean;
  readonly faults: readonly ValidationNote[];
  readonly warnings: readonly ValidationNote[];
}

export function validationResult(
  faults: readonly ValidationNote[],
  warnings: readonly ValidationNote[] = [],
): ValidationResult {
  return { ok: faults.length === 0, faults, warnings };
}
