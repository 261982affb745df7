// One program behind two manifests: v04 and v10 differ in where their options live, not in what is printed.
const { readFileSync } = require('node:fs');

const SITES = {
  kiel: { title: 'Kiel', rooms: ['foyer', { const: 'K-2', title: 'Harbour room' }] },
  graz: { title: 'Graz', rooms: [{ const: 'G-7', title: 'Attic' }] },
};
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];

const environment = process.env;
const log = (text) => process.stderr.write(`${text}\n`);
const state = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

/** Options by name: plain values or {const, title}; the rooms are grouped by the site that they depend on. */
function offerOptions() {
  const sites = Object.entries(SITES);
  log(`offering ${sites.length} sites`);
  return {
    sites: sites.map(([name, { title }]) => ({ const: name, title })),
    rooms: Object.fromEntries(sites.map(([name, { rooms }]) => [name, rooms])),
    days: DAYS.map((title, index) => ({ const: index + 1, title })),
  };
}

/** Text configs come as they are, everything else as JSON. */
function report() {
  const { PAN_CFG_SITE: site, PAN_CFG_ROOM: room } = environment;
  const days = JSON.parse(environment.PAN_CFG_DAYS ?? '[]').map((day) => DAYS[day - 1]);
  log(`report to ${room} in ${SITES[site].title} on ${days.join(', ') || 'any day'}`);
  const metadata = JSON.parse(readFileSync(environment.PAN_CTX_TENANT_METADATA_FILE, 'utf8'));
  return { reports: (metadata.reports ?? 0) + 1 };
}

state(environment.PAN_CTX_RUN_MODE === 'init' ? offerOptions() : report());
