/** What a sandbox reaches: the internet without the hub's own addresses and private ranges, or nothing. */
export type NetworkKind = 'internet' | 'none';
