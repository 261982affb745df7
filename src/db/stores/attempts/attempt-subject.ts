/** What an attempt is an attempt of. */
export type AttemptSubject =
  | { readonly kind: 'run'; readonly id: number }
  | { readonly kind: 'release'; readonly id: number };
