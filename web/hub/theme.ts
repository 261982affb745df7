type ThemeChoice = 'system' | 'light' | 'dark';

const YEAR_S = 31_536_000;

/** Shows a theme and has the hub remember it for this browser. */
export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  const age = choice === 'system' ? 0 : YEAR_S;
  // biome-ignore lint/suspicious/noDocumentCookie: Firefox and Safari don't have the CookieStore of all versions we serve
  document.cookie = `theme=${choice}; path=/; max-age=${age}; samesite=lax`;
}
