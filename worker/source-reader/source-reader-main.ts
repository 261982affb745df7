import { pipeline } from 'node:stream/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createGit } from '../../src/adapters/git/create-git.ts';
import type { FoundSubmodule, Git } from '../../src/adapters/git/git.ts';
import { GitError } from '../../src/adapters/git/git-error.ts';
import { parseManifest } from '../../src/adapters/manifest/parse-manifest.ts';
import { serveTasks } from '../../src/base/process-pool/serve-tasks.ts';
import { gatherChunks } from '../../src/base/streams/gather-chunks.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SentError, SourceResult, SourceSetup, SourceTask, SourceValue } from './source-task.ts';

/** What one write of the tar costs the hub is paid this seldom. */
const TAR_CHUNK_BYTES = 256 * 1024;

serveTasks<SourceSetup, SourceTask, SourceResult>((setup) => {
  if (setup.extraCertificates.length > 0) {
    setDefaultCACertificates([...getCACertificates('default'), ...setup.extraCertificates]);
  }
  const git = createGit({ ...setup.git, isGroupShared: true });
  return async (task, output) => {
    try {
      return { ok: true, value: await perform(git, task, output) };
    } catch (error) {
      return { ok: false, error: toSentError(error) };
    }
  };
});

async function perform(
  git: Git,
  task: SourceTask,
  output: () => NodeJS.WritableStream,
): Promise<SourceValue<SourceTask['kind']>> {
  switch (task.kind) {
    case 'resolveRef':
      return git.resolveRef(task.input);
    case 'fetchCommit':
      return git.fetchCommit(task.input);
    case 'readFile':
      return git.readFile(task.input);
    case 'findFiles':
      return git.findFiles(task.input);
    case 'checkout': {
      const warnings: string[] = [];
      const submodules: FoundSubmodule[] = [];
      const tar = git.createCheckoutTar({
        ...task.input,
        onWarning: (warning) => warnings.push(warning),
        onSubmodule: (submodule) => submodules.push(submodule),
      });
      await pipeline(tar, gatherChunks(TAR_CHUNK_BYTES), output());
      return { warnings, submodules };
    }
    case 'parseManifest':
      return parseManifest(task.text, task.path);
  }
}

function toSentError(error: unknown): SentError {
  const isApp = error instanceof AppError;
  return {
    code: isApp ? error.code : isOutOfMemory(error) ? 'git_too_large' : null,
    step: error instanceof GitError ? error.step : null,
    message: isApp ? error.message : isOutOfMemory(error) ? TOO_MUCH_MEMORY : String(error),
    issues: isApp ? error.issues : [],
    stack: error instanceof Error ? (error.stack ?? '') : '',
  };
}

const TOO_MUCH_MEMORY = 'Reading the repository takes more memory than the hub allows.';

/** A buffer that can't be had is an error; a heap that is full ends the process. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /allocation failed/i.test(error.message);
}
