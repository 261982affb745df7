import type { OpenHost } from './build-mirrors.ts';

const URLS = /\bhttps?:\/\/[^\s"'<>|,]+/gi;
/** Names of XML namespaces look like addresses, but no client connects to them. */
const NAMESPACES = /\s(?:xmlns(?::\w+)?|xsi:schemaLocation)\s*=\s*(?:"[^"]*"|'[^']*')/g;
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** Every host and port that the texts' URLs name, and `more` (URLs or `host[:port]`), each once. */
export function collectHosts(texts: readonly string[], more: readonly string[]): readonly OpenHost[] {
  const urls = texts.flatMap((text) => text.replace(NAMESPACES, '').match(URLS) ?? []);
  const hosts = [...urls, ...more].map(toHost).filter((host) => host !== null);
  return [...new Map(hosts.map((host) => [`${host.host}:${host.port}`, host])).values()];
}

function toHost(text: string): OpenHost | null {
  if (/^https?:\/\//i.test(text)) {
    if (!URL.canParse(text)) return null;
    const url = new URL(text);
    // Maven's blocker of plain HTTP: nowhere on purpose.
    if (url.hostname === '0.0.0.0') return null;
    return { host: url.hostname, port: url.port === '' ? (DEFAULT_PORTS[url.protocol] ?? null) : Number(url.port) };
  }
  const [, host, port] = /^([A-Za-z0-9.-]+)(?::(\d+))?$/.exec(text) ?? [];
  return host === undefined ? null : { host, port: port === undefined ? null : Number(port) };
}
