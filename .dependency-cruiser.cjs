// The borders of the architecture. Comments are printed with each breach: they say what to do.
const TEST = '\\.(test|contract)\\.tsx?$|/testing/';
const parts = ['app', 'sync-server', 'telephony'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...parts.map((part) => ({
      name: `${part}-alone`,
      comment: 'The three parts never import each other: they meet in CouchDB. What they share goes to shared/.',
      severity: 'error',
      from: { path: `^${part}/` },
      to: { path: `^(${parts.filter((p) => p !== part).join('|')})/` },
    })),
    {
      name: 'shared-imports-no-part',
      comment: 'shared/ knows nothing of who uses it.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(app|sync-server|embarque|telephony|scripts|e2e|bench|bin)/' },
    },
    {
      name: 'shared-pure',
      comment: 'shared/ runs in the browser and in Node alike: no core module of Node, no browser library.',
      severity: 'error',
      from: { path: '^shared/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-libraries',
      comment: 'shared/ stands on few libraries, all pure; a new one is a decision.',
      severity: 'error',
      from: { path: '^shared/', pathNot: TEST },
      to: {
        path: 'node_modules/',
        pathNot: 'node_modules/(zod|csv-parse|csv-stringify|libphonenumber-js|ulid|date-fns|@zxcvbn-ts)/',
      },
    },
    {
      name: 'rxdb-in-data-only',
      comment: 'app/_donnees/ is the only place that knows the local database.',
      severity: 'error',
      from: { path: '^app/', pathNot: '^app/_donnees/' },
      to: { path: 'node_modules/(rxdb|dexie)/' },
    },
    {
      name: 'pouchdb-in-the-store-only',
      comment: 'Everything but the embedded store speaks to CouchDB through nano.',
      severity: 'error',
      from: { path: '^(app|sync-server|telephony)/', pathNot: TEST },
      to: { path: 'node_modules/(pouchdb|leveldown)' },
    },
    {
      name: 'cli-thin',
      comment:
        'A command parses, calls a use case and prints: it knows neither HTTP nor transitions. It may hand `rattraper` to a use case that needs the store caught up.',
      severity: 'error',
      from: { path: '^sync-server/cli/', pathNot: TEST },
      to: { path: '^sync-server/(http|transitions|jobs)/', pathNot: '^sync-server/transitions/rattraper\\.ts$' },
    },
    {
      name: 'use-cases-below',
      comment: 'Use cases are called by routes, commands and jobs; they call none of them.',
      severity: 'error',
      from: { path: '^sync-server/use-cases/', pathNot: TEST },
      to: { path: '^sync-server/(http|cli|jobs)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'svi-pure',
      comment: 'The call is a pure state machine: Plivo, the simulator and the tests all drive it.',
      severity: 'error',
      from: { path: '^telephony/svi/', pathNot: TEST },
      to: { path: '^telephony/(plivo|journal|simulator)/|node_modules/plivo/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-core-in-svi',
      comment: 'The call is a pure state machine.',
      severity: 'error',
      from: { path: '^telephony/svi/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-test-code-in-production',
      comment: 'Test code is for tests; the generator of invented services is the one thing that a command also uses.',
      severity: 'error',
      from: {
        path: '^(app|sync-server|telephony|shared)/',
        pathNot: [TEST, '^sync-server/domaines/formation/'],
      },
      to: { path: '(^|/)testing/|\\.(test|contract)\\.tsx?$' },
    },
    {
      name: 'no-dev-dependency-in-production',
      comment: 'What runs in production is in "dependencies".',
      severity: 'error',
      from: { path: '^(app|sync-server|telephony|shared|bin)/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: { path: '^app/_data/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-cycle-types',
      comment:
        'Two files that need each other, were it for a type, are one file, or three: what both say goes to a file of its own.',
      severity: 'error',
      from: { pathNot: '^app/_donnees/' },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.next|out)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
