import { type ExecFileException, execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MOCHA = join(ROOT, 'node_modules', 'mocha', 'bin', 'mocha.js');
const WARNINGS = join(import.meta.dirname, 'warnings-main.ts');

describe("the Temporal SDK's lines in tests", () => {
  let output = '';
  before(async () => {
    const ended = await promisify(execFile)(process.execPath, [MOCHA, WARNINGS], { cwd: ROOT }).catch(
      (error: ExecFileException & { stdout: string; stderr: string }) => error,
    );
    expect(ended, 'two failures').to.include({ code: 2 });
    output = ended.stdout + ended.stderr;
  });

  it('are shown of a test and of a hook that failed', () => {
    expect(output).to.include('Temporal WARN: warned while failing { attempt: 2 }');
    expect(output).to.include('Temporal WARN: warned in a hook');
  });

  it('are shown where they are errors', () => {
    expect(output).to.include('Temporal ERROR: told at once');
  });

  it('are no more than that', () => {
    expect(output).not.to.include('chatter');
    expect(output).not.to.include('warned while passing');
  });
});
