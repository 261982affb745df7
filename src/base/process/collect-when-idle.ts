const LOOK_EVERY_MS = 5_000;
/** Of one processor. */
const IDLE_SHARE = 0.05;
const IDLE_LOOKS = 4;
/** Of what the last collection left. */
const GROWTH = 1.25;

/**
 * Gives memory back once the process has had next to nothing to do for 20 s and has grown since the last time. V8 keeps the heap of a start
 * or a burst, three times what is in use, until it is needed again. Does nothing without `node --expose-gc`.
 */
export function collectWhenIdle(): void {
  const collect = globalThis.gc;
  if (collect === undefined) return;
  let used = process.cpuUsage();
  let idleLooks = 0;
  let leftBytes = 0;
  const look = (): void => {
    const { user, system } = process.cpuUsage(used);
    used = process.cpuUsage();
    const isIdle = (user + system) / 1_000 / LOOK_EVERY_MS < IDLE_SHARE;
    idleLooks = isIdle ? idleLooks + 1 : 0;
    if (idleLooks < IDLE_LOOKS || process.memoryUsage().heapTotal < leftBytes * GROWTH) return;
    idleLooks = 0;
    // Other flavors free what is unused, but keep the heap as large as it is.
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    leftBytes = process.memoryUsage().heapTotal;
  };
  setInterval(look, LOOK_EVERY_MS).unref();
}
