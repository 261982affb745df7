import { openBubblewrap } from '../integration/sandbox/sandbox-harness.ts';
import { describeSandboxEscape } from './sandbox-escape.ts';

describeSandboxEscape('bubblewrap', () => openBubblewrap());
