/** Runs a process's main function: it answers the exit code; an error is a sentence on stderr and 1. */
export function runMain(main: () => Promise<number>): void {
  main().then(
    // Explicit, because a handle that somebody forgot must not keep the process.
    (code) => process.exit(code),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}
