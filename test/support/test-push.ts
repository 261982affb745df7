import { randomBytes } from 'node:crypto';

/** A push as somebody made it. */
export interface TestPush {
  readonly branch: string;
  /** Null = the branch is new. */
  readonly before: string | null;
  /** Null = the branch was deleted. */
  readonly after: string | null;
  /** A tag instead of a branch. */
  readonly isTag?: boolean;
  readonly isForced?: boolean;
  /** 1 unless given; providers tell of the newest few only. */
  readonly commitCount?: number;
  /** More refs in one push: told in one delivery by Bitbucket and Azure DevOps. */
  readonly others?: readonly Pick<TestPush, 'branch' | 'before' | 'after' | 'isTag'>[];
}

/** A commit's name that no repository has. */
export const randomSha = (): string => randomBytes(20).toString('hex');
