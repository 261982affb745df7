import type { Sql } from '../../db/database.ts';
import type { Manifest } from '../../domain/manifest/manifest.ts';

/** What a build was made with; a worker that can't offer the same doesn't run the release. */
export interface ReleaseToolchain {
  readonly language: string;
  readonly version: string;
  /** The sandbox's driver. */
  readonly driver: string;
  readonly os: string;
  readonly arch: string;
  /** `glibc 2.36`, `musl`. */
  readonly libc: string;
}

export interface BuildWarning {
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

/** What a build found out so far; each is null until its step is done. */
export interface BuildFacts {
  readonly commitSha: string | null;
  readonly manifestPath: string | null;
  readonly manifest: Manifest | null;
  readonly toolchain: ReleaseToolchain | null;
  readonly warnings: readonly BuildWarning[];
}

export const NO_FACTS: BuildFacts = {
  commitSha: null,
  manifestPath: null,
  manifest: null,
  toolchain: null,
  warnings: [],
};

/** Writes the facts while the build goes on; nothing is written by an attempt that has ended. */
export async function recordBuildFacts(
  sql: Sql,
  releaseId: number,
  attemptId: number,
  facts: BuildFacts,
): Promise<void> {
  await sql.query(
    `with live as (select 1 from attempts where id = $2 and finished_at is null for share)
     update releases set commit_sha = $3, manifest_path = $4, manifest = $5, toolchain = $6, warnings = $7,
       modified_at = clock_timestamp()
     where id = $1 and state = 'building' and exists (select 1 from live)`,
    [releaseId, attemptId, ...factValues(facts)],
  );
}

function factValues(facts: BuildFacts): readonly unknown[] {
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  return [
    facts.commitSha,
    facts.manifestPath,
    json(facts.manifest),
    json(facts.toolchain),
    JSON.stringify(facts.warnings),
  ];
}
