import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { documenterFormat } from '#shared/formats/documenter';
import { FORMATS } from '#shared/formats/registre';
import { VARIABLES as VARIABLES_SERVEUR } from '../../sync-server/config';
import { METRIQUES as METRIQUES_SERVEUR } from '../../sync-server/sante/metriques';
import { VARIABLES as VARIABLES_SVI } from '../../telephony/config';
import { METRIQUES as METRIQUES_SVI } from '../../telephony/metriques';
import { lignesDesDocuments } from './documents';
import { manuelInterfaces } from './interfaces';
import { lireEssais, lireRegles, tableReglesEtTests } from './regles';
import { corpsDuSvi } from './svi';
import { manuelUtilisation } from './utilisation';

export const DOSSIERS_DE_TESTS = ['shared', 'sync-server', 'embarque', 'telephony', 'app', 'scripts', 'e2e'];
export const lireReglesDuDepot = (racine: string) =>
  lireRegles(readFileSync(join(racine, 'docs/specification/regles.md'), 'utf8'));

const avis = (source: string): string =>
  `<!-- Page produite par « npm run docs » à partir de ${source} : ne pas la modifier à la main. -->`;

const page = (titre: string, source: string, ...corps: string[]): string =>
  `${[`# ${titre}`, avis(source), ...corps].join('\n\n').trimEnd()}\n`;

const table = (entetes: string[], lignes: string[][]): string =>
  [entetes, entetes.map(() => '---'), ...lignes].map((l) => `| ${l.join(' | ')} |`).join('\n');

const code = (t: string | undefined): string => (t === undefined || t === '' ? '—' : `\`${t}\``);

const reglages = (): string =>
  page(
    'Réglages',
    '`sync-server/config.ts` et `telephony/config.ts`',
    'Tout réglage vient de l’environnement, lu une fois au démarrage.',
    '## Serveur et commandes',
    table(
      ['variable', 'défaut', 'rôle'],
      VARIABLES_SERVEUR.map((v) => [code(v.nom), code(v.defaut), v.description]),
    ),
    '## Téléphonie (SVI)',
    table(
      ['variable', 'défaut', 'rôle'],
      Object.entries(VARIABLES_SVI).map(([nom, v]) => [code(nom), code(v.defaut), v.description]),
    ),
  );

const enTexte = (v: unknown): string =>
  Array.isArray(v) ? v.join(', ') : typeof v === 'object' ? JSON.stringify(v) : String(v);

const parametres = (): string =>
  page(
    'Paramètres datés',
    '`shared/contrats/exploitation/table-parametres.ts`',
    'Un paramètre a une date de début ; le changer ne touche jamais un mois déjà clos.',
    table(
      ['paramètre', 'défaut', 'unité', 'sens'],
      Object.entries(PARAMETRES).map(([cle, p]) => [code(cle), code(enTexte(p.defaut)), p.unite, p.sens]),
    ),
  );

const formats = (): string =>
  page(
    'Formats de fichiers',
    'tables de champs de `shared/formats/`',
    'CSV (RFC 4180), séparateur `;`, première ligne : noms des colonnes, dernière ligne : `#FIN;<nombre de lignes>`.',
    ...FORMATS.map((f) => documenterFormat(f).trimEnd()),
  );

const documents = (): string =>
  page(
    'Types de documents',
    '`shared/documents/` (le registre)',
    'Un document se nomme par `_id` : `<type>:<suite>`. Chaque type a une ligne au registre, d’où viennent ce que lit un poste, ce que prend le serveur, la purge, les sauvegardes, les jeux de réversibilité et ce qui est donné à une personne de ce qui est tenu d’elle.',
    table(
      [
        ...['document', 'ce que c’est', 'base', 'écrit par', 'sur un poste', 'conservation', 'jeu de réversibilité'],
        'extrait d’une personne',
        'écrit des deux côtés d’une coupure',
      ],
      lignesDesDocuments(),
    ),
  );

const reglesEtTests = (racine: string): string =>
  page(
    'Règles et tests',
    'titres des tests',
    'Chaque règle de [regles.md](regles.md) et les tests dont le titre commence par elle.',
    tableReglesEtTests(lireReglesDuDepot(racine), lireEssais(racine, DOSSIERS_DE_TESTS)),
  );

const metriques = (): string =>
  page(
    'Métriques',
    '`sync-server/sante/metriques.ts` et `telephony/metriques.ts`',
    'Lues par Prometheus à `/metrics`, avec l’en-tête `Authorization: Bearer <METRIQUES_JETON>` ; sans lui, 401. Le serveur mandataire ne les expose pas.',
    'Aucune ne désigne une personne : les étiquettes sont un modèle de route, un travail, un code. S’y ajoutent celles de Node (mémoire, ramasse-miettes, boucle d’événements), `process_*` et `nodejs_*`.',
    ...(
      [
        ['## Serveur', METRIQUES_SERVEUR],
        ['## Téléphonie (SVI)', METRIQUES_SVI],
      ] as const
    ).flatMap(([titre, table_]) => [
      titre,
      table(
        ['métrique', 'sens'],
        Object.entries(table_).map(([nom, sens]) => [code(nom), sens]),
      ),
    ]),
  );

const svi = (): string => page('Le SVI, pas à pas', '`telephony/svi/` (machine, messages)', ...corpsDuSvi(table));

/** What the tests' titles make: every commit changes it, so it is written for who reads it and is not in git. */
export const pagesNonSuivies = (racine: string): Record<string, string> => ({
  'docs/specification/regles-et-tests.md': reglesEtTests(racine),
});

/** The generated pages that are committed, and that must be up to date: path → text. */
export const pagesProduites = (): Record<string, string> => ({
  'docs/specification/reglages.md': reglages(),
  'docs/specification/parametres.md': parametres(),
  'docs/specification/documents.md': documents(),
  'docs/specification/formats.md': formats(),
  'docs/specification/svi.md': svi(),
  'docs/specification/metriques.md': metriques(),
  'docs/manuels/interfaces.md': manuelInterfaces(
    avis('`scripts/docs/interfaces.modele.md` et des tables du programme'),
    table,
  ),
  'docs/manuels/utilisation.md': manuelUtilisation(
    avis('`scripts/docs/utilisation.modele.md` et des tables du programme'),
    table,
  ),
});
