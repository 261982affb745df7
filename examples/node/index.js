// stderr is the log that people see; the last line of stdout is the state.
const { readFileSync } = require('node:fs');

const greetings = JSON.parse(readFileSync('greetings.json', 'utf8'));

const log = (text) => process.stderr.write(`${text}\n`);
const state = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const environment = process.env;

function main() {
  log(`${environment.PAN_CTX_RUN_MODE} run of ${environment.PAN_CTX_TENANT_NAME}`);
  if (environment.PAN_CTX_RUN_MODE === 'init') return offerGreetings();
  return greetOrders();
}

/** An init sync answers the options of the dynamic configs, by the name of their definition. */
function offerGreetings() {
  log(`offering ${greetings.length} greetings`);
  state({ greetings: greetings.map((greeting) => ({ const: greeting.toLowerCase(), title: greeting })) });
}

/** A normal sync goes on where the last successful one stopped: what that one printed comes back to it. */
function greetOrders() {
  const count = Number(environment.PAN_CFG_ORDER_COUNT ?? 3);
  const last = JSON.parse(environment.PAN_CTX_LAST_SUCCESSFUL_RUN_STD_OUT ?? '{}').last_order ?? 0;
  for (let order = last + 1; order <= last + count; order += 1) log(`${environment.PAN_CFG_GREETING}, order ${order}`);
  state({ last_order: last + count });
}

main();
