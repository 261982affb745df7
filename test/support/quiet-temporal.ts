import { inspect } from 'node:util';
import { DefaultLogger, type LogEntry, Runtime } from '@temporalio/worker';
import { installTemporalRuntime } from '../../worker/temporal-runtime.ts';

const MAX_LINES = 100;

let kept: string[] = [];

/**
 * The Temporal SDK of this test process tells only its errors; its warnings, which tests of failures and cancels cause on
 * purpose, are shown where a test or a hook of the enclosing suite failed. Called while files load: before any Worker.
 */
export function useQuietTemporal(): void {
  installTemporalRuntime(new DefaultLogger('WARN', keep));
  before(() => {
    kept = [];
  });
  afterEach(function showOrForget() {
    collect();
    if (this.currentTest?.state === 'failed') show();
    kept = [];
  });
  after(function showOfHooks() {
    collect();
    let isWhole = true;
    this.test?.parent?.eachTest((test) => {
      if (test.state === undefined && !test.isPending()) isWhole = false;
    });
    if (!isWhole) show();
  });
}

function keep({ level, message, meta }: LogEntry): void {
  // Without the time, whose name is a symbol.
  const fields = Object.fromEntries(Object.entries(meta ?? {}));
  const line = `Temporal ${level}: ${message} ${inspect(fields, { depth: 4, breakLength: 160 })}\n`;
  if (level === 'ERROR') process.stderr.write(line);
  else kept = [...kept, line].slice(-MAX_LINES);
}

/** The runtime holds lines back for a moment, to put them in order. */
function collect(): void {
  Runtime.instance().flushLogs();
}

function show(): void {
  for (const line of kept) process.stderr.write(line);
}
