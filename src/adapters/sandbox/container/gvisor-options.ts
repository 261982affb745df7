import { readFileSync } from 'node:fs';

/** What `runsc` has to be started with, and what is open otherwise. */
const OPTIONS: Readonly<Record<string, string>> = {
  'network=host': 'its own network stack passes by the routes that the hub blocks hosts with',
  'oci-seccomp=true': 'no system call is refused',
  'directfs=false': 'its kernel opens files of the host by itself',
};

/**
 * Reads the options of gVisor's kernel from its command line: of the network, a command inside a sandbox sees nothing that can be relied on.
 *
 * @param pid of that kernel, before the command starts
 * @throws Error with a plain sentence
 */
export function requireGvisorOptions(pid: number): void {
  const commandLine = readCommandLine(pid);
  if (commandLine === '') throw new Error("gVisor's kernel ended before the command could start");
  const words = commandLine.split('\0');
  for (const [option, otherwise] of Object.entries(OPTIONS)) {
    if (!words.includes(`--${option}`)) throw new Error(`runsc was started without --${option}: ${otherwise}`);
  }
}

/** Empty for one that has ended. */
function readCommandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
