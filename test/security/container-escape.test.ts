import { describeContainers } from '../integration/sandbox/describe-containers.ts';
import { describeSandboxEscape } from './sandbox-escape.ts';

describeContainers(describeSandboxEscape);
