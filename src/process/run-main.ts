/** Runs a process's main function: exit code 0 when it ends, else its error's sentence on stderr and 1. */
export function runMain(main: () => Promise<void>): void {
  main().then(
    // Explicit, because a handle that somebody forgot must not keep the process.
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}
