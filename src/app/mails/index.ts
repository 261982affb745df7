/** What other use cases may use of this folder. */
export { queueMail } from './queue-mail.ts';
