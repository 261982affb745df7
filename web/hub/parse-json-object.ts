/** Returns the object that the text is, or in a sentence why it is none. */
export function parseJsonObject(text: string): { value?: Record<string, unknown>; error?: string } {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { value: value as Record<string, unknown> } : { error: 'It has to be a JSON object: { … }.' };
  } catch (error) {
    return { error: `This is not JSON: ${(error as Error).message}` };
  }
}
