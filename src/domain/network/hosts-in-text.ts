const MAX_HOSTS = 5;
const IN_URL = /\bhttps?:\/\/(?:[^\s/@'"]*@)?([a-z0-9.-]+)(?::(\d{1,5}))?/gi;
/** As Python, Go, npm and curl write them. */
const NAMED =
  /\b(?:host=['"]|lookup |getaddrinfo \w+ |Could not resolve host: |connect to |dial tcp |connect \w+ )([a-z0-9.-]+)(?::(\d{1,5}))?/gi;

export interface NamedHost {
  readonly host: string;
  readonly port: number;
}

/** The hosts that a client's messages name, last first, each once. */
export function hostsInText(text: string): readonly NamedHost[] {
  const found = [...text.matchAll(IN_URL), ...text.matchAll(NAMED)]
    .toSorted((left, right) => right.index - left.index)
    .map(([, host = '', port]) => ({ host: host.toLowerCase().replace(/\.$/, ''), port: Number(port ?? 443) }))
    .filter(({ host }) => /[a-z0-9]\.[a-z0-9]/.test(host));
  return [...new Map(found.map((one) => [one.host, one])).values()].slice(0, MAX_HOSTS);
}
