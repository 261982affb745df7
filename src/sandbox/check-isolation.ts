import type { Sandbox } from './sandbox.ts';

export async function checkIsolation(_sandbox: Sandbox): Promise<void> {}
