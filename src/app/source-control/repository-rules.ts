/** The rules for an integration's repository fields; each throws AppError `invalid_input`. */
export interface RepositoryRules {
  checkUrl(url: string): void;
  checkBranch(name: string): void;
  checkRef(ref: { readonly kind: 'branch' | 'tag' | 'commit'; readonly name: string }): void;
}
