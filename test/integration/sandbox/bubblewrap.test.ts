import { describeSandboxContract } from './sandbox-contract.ts';
import { openBubblewrap } from './sandbox-harness.ts';

describeSandboxContract('bubblewrap', () => openBubblewrap());
