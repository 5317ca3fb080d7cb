/** What an attack aims at, and the suites that play it: theirs are the tables, none is written twice. */
export type Attaque = { nom: string; suites: readonly string[]; env?: Readonly<Record<string, string>> };

const ACCES = 'sync-server/domaines/acces/http';
const REPLICATION = 'sync-server/http/replication';
const EXPLOITATION = 'sync-server/domaines/exploitation';

export const ATTAQUES: readonly Attaque[] = [
  {
    nom: 'rôles × routes : chaque route, par chaque rôle, sans session, et d’une autre origine',
    suites: [
      'sync-server/http/routes.test.ts',
      'sync-server/http/session-vue.test.ts',
      'sync-server/http/statique.test.ts',
    ],
  },
  {
    nom: 'cloison : les dossiers d’une antenne demandés par les autres, par chaque lecture',
    suites: [`${REPLICATION}/cloison.test.ts`, `${REPLICATION}/cloison-couples.test.ts`],
    env: { UN_COUPLE_SUR: '1' },
  },
  {
    nom: 'lignes forgées et malformées, poussées par un poste',
    suites: [
      `${REPLICATION}/forges.test.ts`,
      `${REPLICATION}/pousser.test.ts`,
      `${REPLICATION}/protocole.test.ts`,
      'shared/contrats/lisible.test.ts',
      'shared/domain/correction/garder.test.ts',
      'shared/libelles/couper.test.ts',
      `${EXPLOITATION}/incidents/routes.test.ts`,
    ],
  },
  {
    nom: 'flux : sessions qui en ouvrent trop, coupés, d’un autre',
    suites: [`${REPLICATION}/flux.test.ts`, `${REPLICATION}/flux-coupe.test.ts`],
  },
  {
    nom: 'mots de passe, codes, verrous, anciennes sessions, temps de réponse',
    suites: [
      `${ACCES}/essais.test.ts`,
      `${ACCES}/comptes.test.ts`,
      `${ACCES}/session.test.ts`,
      'sync-server/http/travail-constant.test.ts',
      'shared/domain/mot-de-passe/evaluer.test.ts',
    ],
  },
  {
    nom: 'fournisseur d’identité (OIDC) : jetons, adresses, états et retours faux',
    suites: [`${ACCES}/connexion-unique.test.ts`],
  },
  {
    nom: 'accès sans compte : liens et codes devinés ou d’un autre',
    suites: [
      'sync-server/domaines/acces-personnel/routes.test.ts',
      'sync-server/domaines/pointages/numeros',
      'scripts/astreinte/lien.test.ts',
    ],
  },
  {
    nom: 'pointer sans téléphone : codes devinés, fiches et liens d’un autre, repris ou remplacés, sceaux déplacés',
    suites: ['sync-server/domaines/pointer/routes.test.ts'],
  },
  {
    nom: 'poste : ce qui y reste après une déconnexion, ou sur un disque volé',
    suites: [
      'app/_donnees/chiffrement/chiffrement.test.ts',
      'app/_donnees/chiffrement/clairs.test.ts',
      'app/_donnees/base/noms.test.ts',
      'app/_donnees/base/effacement.test.ts',
    ],
  },
  {
    nom: 'appels de l’opérateur : signatures, corps, étapes, répétitions, rafales',
    suites: [
      'telephony/plivo/signature.test.ts',
      'telephony/plivo/mauvaises-entrees.test.ts',
      'telephony/plivo/formulaire.test.ts',
      'telephony/plivo/jeton.test.ts',
      'telephony/plivo/retentatives.test.ts',
      'telephony/plivo/rafales.test.ts',
      'telephony/plivo/xml.test.ts',
      'telephony/plivo/sdk.test.ts',
      'telephony/secret.test.ts',
    ],
  },
  {
    nom: 'fichiers reçus : identifiants piégés, liens symboliques, formes fausses',
    suites: [
      'shared/formats/codec.test.ts',
      'sync-server/domaines/dossiers/importer/importer.test.ts',
      'sync-server/domaines/dossiers/importer/reprise.test.ts',
      'sync-server/domaines/dossiers/echanges/recevoir.test.ts',
      'sync-server/domaines/cloture/clore/cles.test.ts',
    ],
  },
  {
    nom: 'archive : 3 000 altérations, refaite entière, horodatages d’un autre',
    suites: ['bin/verifier-archive.test.ts', 'sync-server/domaines/archive/releves/archiver.test.ts'],
    env: { ALTERATIONS: '3000' },
  },
  {
    nom: 'sauvegardes : altérées, coupées, d’une autre clé, maillons ôtés',
    suites: [`${EXPLOITATION}/sauvegarde`],
  },
  {
    nom: 'journaux et métriques : rien de personnel, rien sans jeton ; journal d’audit altéré',
    suites: [
      'sync-server/http/journal.test.ts',
      'sync-server/sante/metriques.test.ts',
      'sync-server/store/causes.test.ts',
      'scripts/journaux.test.ts',
      'sync-server/domaines/audit',
      `${EXPLOITATION}/lire/lire-trace.test.ts`,
    ],
  },
];
