import type { Readable } from 'node:stream';

/** Sent as HTTP basic authentication, to the repository's own host only. */
export interface GitCredential {
  readonly username: string;
  /** Password or access token. */
  readonly password: string;
}

export interface GitRef {
  readonly kind: 'branch' | 'tag' | 'commit';
  /** Name without `refs/heads/` or `refs/tags/`; for a commit its 40 hexadecimal digits. */
  readonly name: string;
}

/** A repository as it was configured. */
export interface GitRemote {
  readonly url: string;
  readonly credential: GitCredential | null;
}

export interface GitProgress {
  readonly receivedBytes: number;
}

export interface ResolveRefInput extends GitRemote {
  readonly ref: GitRef;
  /** Whole operation; default 30,000 ms. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface FetchCommitInput extends GitRemote {
  readonly ref: GitRef;
  /** An empty or absent folder of the caller's staging area; becomes a bare object store. */
  readonly directory: string;
  readonly limits: FetchLimits;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: GitProgress) => void;
}

export interface FetchLimits {
  /** Bytes received from the server, compressed. */
  readonly sizeBytes: number;
  /** Whole operation. */
  readonly timeMs: number;
}

export interface ReadFileInput {
  readonly directory: string;
  readonly commitSha: string;
  /** Relative to the repository's root, `/` between names. */
  readonly path: string;
  /** A larger file is refused; default 1 MiB. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

export interface TreeLimits {
  /** Files, links and folders together. */
  readonly entries: number;
  /** Contents of all the files together, unpacked. */
  readonly totalBytes: number;
  /** One file; also bounds the memory that reading takes. */
  readonly fileBytes: number;
}

export interface FindFilesInput extends CheckoutInput {
  /** Fits whole file names, without their folders. */
  readonly name: RegExp;
  /** No more than these are looked for; default all. */
  readonly most?: number;
}

export interface FoundFile {
  /** Relative to the repository's root, `/` between names. */
  readonly path: string;
  /** The object of its contents: the same for the same contents. */
  readonly sha: string;
}

export interface CheckoutInput {
  readonly directory: string;
  readonly commitSha: string;
  readonly limits?: Partial<TreeLimits>;
  /** One plain sentence for the release, e.g. about files of Git LFS. */
  readonly onWarning?: (warning: string) => void;
  readonly signal?: AbortSignal;
  /** Called with each place that holds a commit of another repository, which is not in the tar. */
  readonly onSubmodule?: (submodule: FoundSubmodule) => void;
}

export interface FoundSubmodule {
  /** Relative to the repository's root, `/` between names. */
  readonly path: string;
  readonly commitSha: string;
}

/** Reads repositories that strangers own; every failure that a repository causes is a GitError with its step. */
export interface Git {
  /**
   * The full SHA that a branch, tag (peeled) or commit names at this moment; a commit is believed until it is fetched.
   * @throws AppError invalid_input · git_unreachable · git_authentication · git_repository · git_ref_not_found · git_timeout
   */
  resolveRef(input: ResolveRefInput): Promise<string>;
  /**
   * Fetches one commit with its tree, without history.
   * @throws AppError as resolveRef, and git_too_large · git_too_slow
   */
  fetchCommit(input: FetchCommitInput): Promise<{ readonly commitSha: string }>;
  /** A regular file's bytes out of a fetched commit, null where there is none. @throws AppError invalid_input · git_repository · git_too_large */
  readFile(input: ReadFileInput): Promise<Uint8Array | null>;
  /** The regular files of such names, in the order of the tree. @throws AppError git_repository · git_hostile_tree · git_too_large */
  findFiles(input: FindFilesInput): Promise<readonly FoundFile[]>;
  /** The commit's tree as a deterministic tar; hostile trees end the stream with git_hostile_tree or git_too_large. */
  createCheckoutTar(input: CheckoutInput): Readable;
}
