const RELOADED_AT = 'hubwright-reloaded';
const AGAIN_AFTER_MS = 60_000;

/** A tab of an earlier build asks for files that are gone: it is loaded anew, once. */
export function reloadOnNewVersion(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
    if (Date.now() - last < AGAIN_AFTER_MS) return;
    event.preventDefault();
    sessionStorage.setItem(RELOADED_AT, String(Date.now()));
    location.reload();
  });
}
