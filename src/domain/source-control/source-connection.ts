export const SOURCE_PROVIDERS = ['github', 'gitlab', 'bitbucket', 'azure_devops', 'git'] as const;

export type SourceProvider = (typeof SOURCE_PROVIDERS)[number];

/** How the hub signs in at a git host; its secret is kept apart and never shown. */
export interface SourceConnection {
  readonly id: number;
  /** Null = the hub owner's. */
  readonly partnerId: number | null;
  readonly name: string;
  readonly provider: SourceProvider;
  /** `github.com`, `git.example.com:8443`: the only host that the credential is sent to. */
  readonly host: string;
  /** Null = what the provider takes with a token. */
  readonly username: string | null;
  readonly hasSecret: boolean;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

/** Where a provider's own service lives; null = it has to be said. */
export const DEFAULT_HOSTS: Readonly<Record<SourceProvider, string | null>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
  azure_devops: 'dev.azure.com',
  git: null,
};

/** The user name that a provider takes together with an access token. */
export const TOKEN_USERNAMES: Readonly<Record<SourceProvider, string>> = {
  github: 'x-access-token',
  gitlab: 'oauth2',
  bitbucket: 'x-token-auth',
  azure_devops: 'hubwright',
  git: 'git',
};

export const sourceConnectionSecret = (id: number): string => `source_connection:${id}`;

export const gitHookSecret = (integrationId: number): string => `git_hook:${integrationId}`;

/** Host and port of a repository's URL as connections name them, '' where there is none. */
export function hostOfUrl(url: string): string {
  return (
    /^https?:\/\/([^/?#@]+)(?:[/?#]|$)/i
      .exec(url)?.[1]
      ?.toLowerCase()
      .replace(/:(443|80)$/, '') ?? ''
  );
}
