// The borders of the architecture. Comments are printed with each breach: they say what to do.
const TEST = '\\.(test|contract)\\.tsx?$|/testing/';
/** What of a domain may be taken from outside: its door, and the tables that the shells mount. */
const PORTES = 'index|routes|commandes|travaux';
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
      name: 'nano-in-the-port-only',
      comment:
        'The store is reached through its port (sync-server/store): what knows HTTP is below it. Telephony has its own client.',
      severity: 'error',
      from: { path: '^(app|sync-server|bench|e2e|bin)/', pathNot: ['^sync-server/store/', TEST] },
      to: { path: 'node_modules/nano/' },
    },
    {
      name: 'domains-by-their-door',
      comment:
        'A domain is entered by its index.ts; the shells also mount its routes, commandes and travaux. What another room needs is added to the door.',
      severity: 'error',
      from: { path: '^sync-server/', pathNot: [TEST, '^sync-server/domaines/'] },
      to: { path: '^sync-server/domaines/', pathNot: [`^sync-server/domaines/[^/]+/(${PORTES})\\.ts$`, TEST] },
    },
    {
      name: 'domains-by-their-door-among-them',
      comment: 'A domain takes of another what its index.ts gives, and nothing past it.',
      severity: 'error',
      from: { path: '^sync-server/domaines/([^/]+)/', pathNot: TEST },
      to: {
        path: '^sync-server/domaines/',
        pathNot: ['^sync-server/domaines/$1/', '^sync-server/domaines/[^/]+/index\\.ts$', TEST],
      },
    },
    {
      name: 'domains-below-the-shells',
      comment: 'Routes, commands and jobs are mounted by the shells; a domain knows none of them.',
      severity: 'error',
      from: { path: '^sync-server/(domaines|socle|store|adapters|ports)/', pathNot: TEST },
      to: { path: '^sync-server/(http|cli|jobs|transitions|sante)/|^sync-server/main\\.ts$' },
    },
    {
      name: 'store-and-socle-below-the-domains',
      comment: 'What every domain stands on knows none of them.',
      severity: 'error',
      from: { path: '^sync-server/(socle|store|adapters|ports)/', pathNot: TEST },
      to: { path: '^sync-server/domaines/' },
    },
    {
      name: 'embarque-alone',
      comment: 'The embedded store is a program of its own: the rest reaches it by HTTP.',
      severity: 'error',
      from: { path: '^(app|sync-server|telephony|shared|scripts|bench|e2e)/', pathNot: TEST },
      to: { path: '^embarque/' },
    },
    {
      name: 'embarque-stands-alone',
      comment: 'The embedded store knows of the product only where its sheet lies, and what it is asked to be.',
      severity: 'error',
      from: { path: '^embarque/', pathNot: TEST },
      to: { path: '^(app|sync-server|telephony|shared)/', pathNot: '^sync-server/store/embarque/fiche\\.ts$' },
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
      comment: 'Two files that need each other, were it for a type, are one file, or three.',
      severity: 'error',
      from: {},
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
