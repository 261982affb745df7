/** What an attempt is an attempt of. */
export type AttemptSubject =
  | { readonly kind: 'run'; readonly id: number }
  | { readonly kind: 'release'; readonly id: number };

/** `run:7` or `release:7`: the key of notifications and of a worker's registry. */
export function subjectKey(subject: AttemptSubject): string {
  return `${subject.kind}:${subject.id}`;
}
