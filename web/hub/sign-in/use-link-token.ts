import { useState } from 'react';

/**
 * Returns the token of the link that led here, '' where there is none. It comes after `#`, where no server and no other page sees it,
 * and is taken out of the address at once, so that it stays in no history.
 */
export function useLinkToken(): string {
  const [token] = useState(() => location.hash.slice(1));
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname);
  return token;
}
