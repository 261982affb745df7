/** The JSON of a delivery, also where the git host sends it as a form; null where it is none. */
export function readHookPayload(body: Uint8Array, contentType: string): unknown {
  const text = new TextDecoder().decode(body);
  const isForm = contentType.startsWith('application/x-www-form-urlencoded');
  try {
    return JSON.parse(isForm ? (new URLSearchParams(text).get('payload') ?? '') : text);
  } catch {
    return null;
  }
}
