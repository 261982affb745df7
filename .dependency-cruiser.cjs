/**
 * Who may import whom (docs/architecture.md, docs/adr/0006-import-rules.md). There are no exemptions: a file that breaks a
 * rule is split or moved. `test/unit/house/import-rules.test.ts` plants a bad import for each rule.
 */

/** Types, tables and rules without I/O. */
const PURE = '^src/(domain|contracts|errors)/';
/** Small parts without a port, which any adapter may stand on; they import nothing of ours but what is pure. */
const GROUND = '^src/(process|redaction)/';
/** Folders with one port each, adapters beside it. */
const ADAPTERS =
  '^src/(artifacts|build-cache|build-mirrors|db|git|log|mail|manifest|oauth|sandbox|secrets|temporal|toolchains|webhooks)/';
/** The files of those folders that use cases may name: interfaces, and the types they speak of. */
const PORTS = [
  '^src/artifacts/(artifact-store|release-cache)\\.ts$',
  '^src/build-cache/build-cache\\.ts$',
  '^src/build-mirrors/(build-mirrors|secret-scan)\\.ts$',
  '^src/git/git\\.ts$',
  '^src/log/log-writer\\.ts$',
  '^src/manifest/parse-manifest\\.ts$',
  '^src/sandbox/sandbox\\.ts$',
  '^src/secrets/secrets\\.ts$',
  '^src/toolchains/(toolchain|describe-platform)\\.ts$',
];
/** What use cases share: one decision each, below all of them. */
const SHARED_USE_CASES = '^src/(activity|attempts|release-fit|run-queue|schedule-plan)/';
const USE_CASES = '^src/(accounts|idempotency|integrations|partners|releases|review|rollouts|runs|schedules|tenants)/';
const PRODUCT = '^(api|worker|workflows|activities|src|migrations|start)/';
const NPM = '(^|/)node_modules/';

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
      comment: 'The API imports neither activities, workflows, worker nor starter.',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^(activities|workflows|worker|start)/' },
    },
    {
      name: 'api-reaches-temporal-through-src',
      comment: 'Only src/temporal knows the SDK.',
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
      comment: 'src/temporal is the only importer of @temporalio/client.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: '^src/temporal/' },
      to: { path: `${NPM}@temporalio/client/` },
    },
    {
      name: 'adapters-stand-apart',
      comment: "Adapters don't import each other; SQL is a port that any of them may take.",
      severity: 'error',
      from: {
        path: '^src/(artifacts|build-cache|build-mirrors|db|git|log|mail|manifest|oauth|sandbox|secrets|temporal|toolchains|webhooks)/',
      },
      to: { path: ADAPTERS, pathNot: ['^src/$1/', '^src/db/sql\\.ts$'] },
    },
    {
      name: 'adapters-know-no-use-case',
      comment: 'Use cases call adapters through their ports, never the other way round.',
      severity: 'error',
      from: { path: [ADAPTERS, GROUND] },
      to: { path: [USE_CASES, SHARED_USE_CASES] },
    },
    {
      name: 'ground-stands-alone',
      comment: 'src/process and src/redaction import nothing of ours but what is pure.',
      severity: 'error',
      from: { path: GROUND },
      to: { path: '^src/', pathNot: [GROUND, PURE] },
    },
    {
      name: 'use-cases-take-ports',
      comment: 'Use cases take adapters as arguments and name their ports only; statements stand in src/db.',
      severity: 'error',
      from: { path: [USE_CASES, SHARED_USE_CASES] },
      to: { path: ADAPTERS, pathNot: ['^src/db/', ...PORTS] },
    },
    {
      name: 'use-cases-name-no-vendor',
      comment: 'What a use case needs of a package it gets through a port.',
      severity: 'error',
      from: { path: [USE_CASES, SHARED_USE_CASES] },
      to: { path: NPM },
    },
    {
      name: 'use-cases-stand-apart',
      comment: "Use cases don't import the insides of each other's folders.",
      severity: 'error',
      from: {
        path: '^src/(accounts|idempotency|integrations|partners|releases|review|rollouts|runs|schedules|tenants)/',
      },
      to: { path: USE_CASES, pathNot: '^src/$1/' },
    },
    {
      name: 'shared-use-cases-are-below',
      comment:
        'src/activity, src/attempts, src/release-fit, src/run-queue and src/schedule-plan serve every use case and know none.',
      severity: 'error',
      from: { path: SHARED_USE_CASES },
      to: { path: USE_CASES },
    },
    {
      name: 'settings-are-arguments',
      comment: 'Only composition reads the configuration: use cases and adapters take their settings as arguments.',
      severity: 'error',
      from: { path: [USE_CASES, SHARED_USE_CASES, ADAPTERS, GROUND, '^activities/', '^workflows/', '^api/routes/'] },
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
