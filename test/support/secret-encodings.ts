const unicode = (text: string, letter = 'toString'): string =>
  [...Array(text.length).keys()]
    .map((index) => text.charCodeAt(index).toString(16).padStart(4, '0'))
    .map((code) => `\\u${letter === 'upper' ? code.toUpperCase() : code}`)
    .join('');

const json = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The ways in which programs write a value, by name. */
export const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  'it is': (text) => text,
  'a part of a URL': encodeURIComponent,
  'a part of a URL in lower case': (text) => encodeURIComponent(text).replaceAll(/%../g, (one) => one.toLowerCase()),
  'a field of a form': (text) => new URLSearchParams({ a: text }).toString().slice(2),
  'a URL of which only some is escaped': (text) =>
    text.replaceAll('%', '%25').replaceAll(/["<> ]/g, encodeURIComponent),
  'a URL inside a URL': (text) => encodeURIComponent(encodeURIComponent(text)),
  JSON: json,
  'JSON with escaped slashes': (text) => json(text).replaceAll('/', '\\/'),
  'JSON of ASCII alone': (text) => json(text).replaceAll(/[^ -~]/g, (one) => unicode(one)),
  'JSON of ASCII alone in upper case': (text) => json(text).replaceAll(/[^ -~]/g, (one) => unicode(one, 'upper')),
  'JSON that is safe in HTML': (text) => json(text).replaceAll(/[<>&=']/g, (one) => unicode(one)),
  'JSON of code units alone': (text) => unicode(text),
  'JSON inside JSON': (text) => json(json(text)),
  HTML: (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  'HTML in numbers': (text) => text.replaceAll(/[&<>"'+]/g, (one) => `&#x${one.charCodeAt(0).toString(16)};`),
  base64: (text) => Buffer.from(text).toString('base64').replace(/=+$/, ''),
  'URL-safe base64': (text) => Buffer.from(text).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
  'hex in upper case': (text) => Buffer.from(text).toString('hex').toUpperCase(),
};
