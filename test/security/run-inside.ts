import type { SandboxSpec } from '../../src/adapters/sandbox/sandbox.ts';
import type { RunResult, SpecOverrides } from '../integration/sandbox/sandbox-harness.ts';

/** Runs a command in a sandbox to its end. */
export type RunInside = (command: string, overrides?: SpecOverrides) => Promise<RunResult>;

/** A spec whose environment names the hub, by which its processes are found. */
export type MakeSpec = (command: string, overrides?: SpecOverrides) => SandboxSpec;
