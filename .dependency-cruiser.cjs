/**
 * Who may import whom (docs/architecture.md, docs/adr/0006-import-rules.md). There are no exemptions: a file that breaks a
 * rule is split or moved. `test/unit/house/import-rules.test.ts` plants a bad import for each rule.
 */

/** Every file under src belongs to exactly one of these. */
const SRC_FOLDERS = '^src/(domain|contracts|errors|base|config|db|adapters|app)/';
/** Types, tables and rules without I/O. */
const PURE = '^src/(domain|contracts|errors)/';
/** Small parts without a port, which anyone may use. */
const BASE = '^src/base/';
/** Folders with one port each, adapters beside it. */
const ADAPTERS = '^src/adapters/';
/** The files of those folders that use cases may name: interfaces, and the types they speak of. */
const PORTS = [
  'artifacts/(artifact-store|release-cache)',
  'build-cache/build-cache',
  'build-mirrors/(build-mirrors|secret-scan)',
  'git/git',
  'mail/mailer',
  'manifest/parse-manifest',
  'passwords/passwords',
  'rate-limits/rate-limits',
  'run-logs/log-writer',
  'sandbox/sandbox',
  'secrets/secrets',
  'totp/totp',
  'toolchains/(toolchain|describe-platform)',
].map((file) => `^src/adapters/${file}\\.ts$`);
/** Statements and the SQL port: adapters and use cases may use them. */
const STATEMENTS = '^src/db/(sql\\.ts$|stores/)';
const USE_CASES = '^src/app/';
/** The use-case folders that each one may use, through their index.ts alone. What stands in no list uses none. */
const USE_CASE_ORDER = {
  accounts: ['mails'],
  tenants: ['schedules', 'runs'],
  schedules: ['runs'],
  rollouts: ['runs', 'releases'],
  runs: ['attempts', 'releases'],
  integrations: ['schedules', 'source-control'],
  builds: ['source-control', 'releases', 'attempts'],
  'source-control': ['releases'],
};
const PRODUCT = '^(api|worker|workflows|activities|src|migrations|start)/';
const NPM = '(^|/)node_modules/';

/** One rule for each folder of use cases that may use others. */
const useCaseRules = Object.entries(USE_CASE_ORDER).map(([folder, others]) => ({
  name: `use-case-order-${folder}`,
  comment: `src/app/${folder} uses ${others.join(', ')} only, through their index.ts.`,
  severity: 'error',
  from: { path: `^src/app/${folder}/` },
  to: { path: USE_CASES, pathNot: [`^src/app/${folder}/`, `^src/app/(${others.join('|')})/index\\.ts$`] },
}));

module.exports = {
  forbidden: [
    {
      name: 'pure-is-pure',
      comment: 'src/domain, src/contracts and src/errors import only one another: no Node built-ins, no packages.',
      severity: 'error',
      from: { path: PURE },
      to: { pathNot: PURE },
    },
    {
      name: 'workflows-are-deterministic',
      comment:
        'Workflows import @temporalio/workflow, what is pure, and types of activities (biome.json sees to the names).',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { pathNot: [PURE, '^workflows/', '^activities/', `${NPM}@temporalio/workflow/`] },
    },
    {
      name: 'activities-import-src',
      comment: 'Activities import src, one another and @temporalio/activity.',
      severity: 'error',
      from: { path: '^activities/' },
      to: { pathNot: ['^src/', '^activities/', `${NPM}@temporalio/activity/`] },
    },
    {
      name: 'api-imports-src',
      comment:
        'The API imports neither activities, workflows, worker nor starter; its composition takes the jobs that every process runs.',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^(activities|workflows|worker|start)/', pathNot: '^worker/jobs/' },
    },
    {
      name: 'routes-run-no-jobs',
      comment: 'Only the composition of the API knows background jobs.',
      severity: 'error',
      from: { path: '^api/', pathNot: '^api/main\\.ts$' },
      to: { path: '^worker/' },
    },
    {
      name: 'jobs-import-src',
      comment: 'Background jobs import src and one another.',
      severity: 'error',
      from: { path: '^worker/jobs/' },
      to: { path: '^(activities|workflows|api|start|worker)/', pathNot: '^worker/jobs/' },
    },
    {
      name: 'api-reaches-temporal-through-src',
      comment: 'Only src/adapters/temporal knows the SDK.',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: `${NPM}@temporalio/` },
    },
    {
      name: 'worker-is-an-edge',
      comment: 'The worker imports activities and src; never the API or the starter.',
      severity: 'error',
      from: { path: '^worker/' },
      to: { path: '^(api|start)/' },
    },
    {
      name: 'src-imports-no-edge',
      comment: 'Imports go downwards: src knows neither API, worker, workflows, activities nor starter.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(api|worker|workflows|activities|start)/' },
    },
    {
      name: 'temporal-client-in-one-place',
      comment: 'src/adapters/temporal is the only importer of @temporalio/client.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: '^src/adapters/temporal/' },
      to: { path: `${NPM}@temporalio/client/` },
    },
    {
      name: 'src-has-known-folders',
      comment: 'Each file under src belongs to one folder that these rules know.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: SRC_FOLDERS },
    },
    {
      name: 'adapters-stand-apart',
      comment: "Adapters don't import each other; statements and the SQL port are for any of them.",
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: [ADAPTERS, '^src/db/'], pathNot: ['^src/adapters/$1/', STATEMENTS] },
    },
    {
      name: 'database-stands-alone',
      comment: 'src/db imports nothing of ours but what is pure and src/base.',
      severity: 'error',
      from: { path: '^src/db/' },
      to: { path: '^src/', pathNot: ['^src/db/', BASE, PURE] },
    },
    {
      name: 'adapters-know-no-use-case',
      comment: 'Use cases call adapters through their ports, never the other way round.',
      severity: 'error',
      from: { path: ADAPTERS },
      to: { path: USE_CASES },
    },
    {
      name: 'base-stands-alone',
      comment: 'src/base imports nothing of ours but what is pure.',
      severity: 'error',
      from: { path: BASE },
      to: { path: '^src/', pathNot: [BASE, PURE] },
    },
    {
      name: 'use-cases-take-ports',
      comment: 'Use cases take adapters as arguments and name their ports only.',
      severity: 'error',
      from: { path: USE_CASES },
      to: { path: ADAPTERS, pathNot: PORTS },
    },
    {
      name: 'use-cases-name-no-vendor',
      comment: 'What a use case needs of a package it gets through a port.',
      severity: 'error',
      from: { path: USE_CASES },
      to: { path: NPM },
    },
    {
      name: 'use-cases-stand-apart',
      comment: 'A folder of use cases that stands in no list uses no other.',
      severity: 'error',
      from: { path: '^src/app/([^/]+)/', pathNot: `^src/app/(${Object.keys(USE_CASE_ORDER).join('|')})/` },
      to: { path: USE_CASES, pathNot: '^src/app/$1/' },
    },
    ...useCaseRules,
    {
      name: 'settings-are-arguments',
      comment: 'Only composition reads the configuration: use cases and adapters take their settings as arguments.',
      severity: 'error',
      from: { path: [USE_CASES, ADAPTERS, BASE, '^activities/', '^workflows/', '^api/routes/'] },
      to: { path: '^src/config/' },
    },
    {
      name: 'environment-in-one-place',
      comment: 'process.env is read in src/config alone; the global `process` is watched by biome (noProcessEnv).',
      severity: 'error',
      from: { path: '^(api|worker|workflows|activities|src|migrations)/', pathNot: '^src/config/' },
      to: { path: '^(node:)?process$' },
    },
    {
      name: 'nobody-imports-a-main',
      comment: 'A composition root is run, not imported.',
      severity: 'error',
      from: {},
      to: { path: '^(api|worker|start)/main\\.ts$' },
    },
    {
      name: 'product-imports-no-test',
      comment: 'Product code imports no tests, benches or examples.',
      severity: 'error',
      from: { path: PRODUCT },
      to: { path: '^(test|bench|examples)/' },
    },
    {
      name: 'product-imports-no-dev-dependency',
      comment: 'What the product needs is a dependency.',
      severity: 'error',
      from: { path: PRODUCT },
      to: { dependencyTypes: ['npm-dev'], pathNot: `${NPM}@types/` },
    },
    { name: 'no-circle', comment: 'No import leads back.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'everything-is-there',
      comment: 'Every import is found, and every package stands in package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'packages-are-declared',
      comment: 'No import of a package that only another one brings.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    // TypeScript 7 has no API that dependency-cruiser can use; swc reads every import, of values and of types alike.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
