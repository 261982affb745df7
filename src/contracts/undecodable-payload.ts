/**
 * Represents in a workflow a payload that no converter reads, such as a Signal with a foreign encoding. A converter that threw
 * would fail the workflow task again and again, and every message after it would wait.
 */
export class UndecodablePayload {}
