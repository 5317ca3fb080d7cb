// The borders of the architecture. Comments are printed with each breach: they say what to do.
const TEST = '\\.(test|contract)\\.tsx?$|/testing/';
/** What of a domain may be taken from outside: its door, and the tables that the shells mount. */
const PORTES = 'index|routes|commandes|travaux';
/** A screen: the component that a page mounts, named as its folder. */
const ECRAN = '/([^/]+)/\\1\\.tsx$';
/** What of a domain of the screens is shown by the frame, by another domain or by a page, beside its door and its screens: too heavy for a door. */
const PIECES = [
  'acces/acces-personnel/acces-personnel',
  'acces/compte/mon-compte',
  'acces/connexion/(connexion|deverrouillage|page-seule|retour|second-facteur-du)',
  'alertes/alertes-usager',
  'corrections/equipe/(marque|mes-visites|notes-precedentes|notes-usager)',
  'planning/semaine-section',
  'pointages/aujourdhui/ecran',
  'pointages/numeros/numeros-usager',
  'pointages/pointer/(feuilles-antenne|pointer-personne)',
  // The shell's own, for the pages.
  'cadre/acces',
  'cadre/aide/manuel',
].map((p) => `^app/_ecrans/${p}\\.tsx?$`);
/** The doors of the local data's rooms: files rather than one barrel, which would bring into the first screen what it does without. */
const PORTES_DONNEES = [
  'acces/(compte-connu|connexion-unique|consultations|demarrage|depart|entree|etat|expiration)',
  'base/(antennes|base|confirmation|disque|effacement|fichier-saisies|fichiers|horloge|ids|libre|lots|memo|mesures|moitie|noms|remplies|restes|secours|stockage|version|zod)',
  'chiffrement/(chiffrement|clairs|cles)',
  'depot/(auteurs|autrui|base-saine|brouillons|depot|ecritures|equipe|etat-depot|lignes|noms-personnes|plier|referentiel|restes|statut-affiche|table-financeurs|usagers-du-jour)',
  // Each question to the server is a door; how it is asked is not.
  'lecture/(?!etapes|lire\\.)[^/]+',
  'poste/(ailleurs|antennes-retirees|attente-totale|avance|poste|retraits)',
  'replication/(envoi|etat-sync|perte|presence|replication)',
  'serveur/(api|refus|requetes|service)',
].map((p) => `^app/_donnees/${p}\\.ts$`);
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
      name: 'forms-in-one-room',
      comment: 'A form goes through app/_ui/formulaire, by its door: what all forms do alike is done there.',
      severity: 'error',
      from: { path: '^app/', pathNot: '^app/_ui/formulaire/' },
      to: { path: 'node_modules/react-hook-form/|^app/_ui/formulaire/(?!index\\.ts$)' },
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
      to: { path: '^sync-server/(http|cli|jobs|transitions|sante|service)/|^sync-server/main\\.ts$' },
    },
    {
      name: 'store-and-socle-below-the-domains',
      comment: 'What every domain stands on knows none of them.',
      severity: 'error',
      from: { path: '^sync-server/(socle|store|adapters|ports)/', pathNot: TEST },
      to: { path: '^sync-server/domaines/' },
    },
    {
      name: 'screens-by-their-door',
      comment:
        'A domain of the screens is entered by its index.ts, by its screens, and by the pieces listed above. What two domains share goes to app/_ui.',
      severity: 'error',
      from: { path: '^app/', pathNot: [TEST, '^app/_ecrans/'] },
      to: { path: '^app/_ecrans/', pathNot: ['^app/_ecrans/[^/]+/index\\.ts$', ECRAN, ...PIECES, TEST] },
    },
    {
      name: 'screens-by-their-door-among-them',
      comment:
        'A domain takes of another what its index.ts gives, or a piece listed above; never another one’s whole screen.',
      severity: 'error',
      from: { path: '^app/_ecrans/([^/]+)/', pathNot: TEST },
      to: {
        path: '^app/_ecrans/',
        pathNot: ['^app/_ecrans/$1/', '^app/_ecrans/[^/]+/index\\.ts$', ...PIECES, TEST],
      },
    },
    {
      name: 'domains-below-the-frame',
      comment: 'The frame shows the domains; none of them knows it.',
      severity: 'error',
      from: { path: '^app/_ecrans/(?!cadre/)', pathNot: TEST },
      to: { path: '^app/_ecrans/cadre/' },
    },
    {
      name: 'ui-below-the-screens',
      comment:
        'app/_ui is what two domains share: it knows none of them, its tests neither: a test lies beside what it tries.',
      severity: 'error',
      from: { path: '^app/_ui/' },
      to: { path: '^app/_ecrans/' },
    },
    {
      name: 'data-below-what-is-shown',
      comment:
        'The local data know nothing of how they are shown. Words that both need are in shared/mots and shared/libelles.',
      severity: 'error',
      from: { path: '^app/(_commun|_donnees)/' },
      to: { path: '^app/(_ui|_ecrans)/' },
    },
    {
      name: 'commun-stands-alone',
      comment: 'What everything in the app stands on knows nothing of it.',
      severity: 'error',
      from: { path: '^app/_commun/' },
      to: { path: '^app/', pathNot: '^app/_commun/' },
    },
    {
      name: 'data-by-their-door',
      comment: 'A room of the local data is entered by the files listed as its doors.',
      severity: 'error',
      from: { path: '^app/', pathNot: [TEST, '^app/_donnees/'] },
      to: { path: '^app/_donnees/', pathNot: [...PORTES_DONNEES, TEST] },
    },
    {
      name: 'data-by-their-door-among-them',
      comment: 'A room of the local data takes of another what is listed as its doors.',
      severity: 'error',
      from: { path: '^app/_donnees/([^/]+)/', pathNot: TEST },
      to: { path: '^app/_donnees/', pathNot: ['^app/_donnees/$1/', ...PORTES_DONNEES, TEST] },
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
