import { ACTIONS } from '#shared/contrats/exploitation/audit';
import { dateEntiere, dateEtHeure } from '#shared/mots/dates';
import type { Instant } from '#shared/temps/types';
import type { Fichier } from '../../adapters/classeur/fichier';
import { type ColonneListe, type FormatListe, fichierDeListe } from '../../adapters/classeur/liste';
import type { EntreeLue, FiltreAudit } from './lire';
import type { Tete } from './maillon';

type Dite = EntreeLue & { phrase: string };

const COLONNES: readonly ColonneListe<Dite>[] = [
  { titre: 'Quand', largeur: 17, format: 'instant', lire: (e) => e.instant },
  { titre: 'Auteur', largeur: 20, lire: (e) => e.auteur },
  { titre: 'Action', largeur: 28, lire: (e) => ACTIONS[e.action] },
  { titre: 'Ce qui a été fait', largeur: 90, lire: (e) => e.phrase },
  { titre: 'Maillon', largeur: 10, format: 'entier', lire: (e) => e.maillon },
];

const direFiltre = ({ jour, auteur, action }: FiltreAudit): string =>
  [
    jour === undefined ? 'Tous les jours' : `Le ${dateEntiere(jour)}`,
    auteur === undefined ? 'tous les auteurs' : `auteur ${auteur}`,
    action === undefined ? 'toutes les actions' : `action « ${ACTIONS[action]} »`,
  ].join(', ');

/** What was read of the log, the latest first; its sheet says up to which link, by which anyone checks that the chain still has it. */
export const exporterJournal = (
  entrees: readonly Dite[],
  o: { filtre: FiltreAudit; tete: Tete; maintenant: Instant; extension: FormatListe },
): Fichier =>
  fichierDeListe({
    genre: 'JOURNAL',
    feuille: 'Journal',
    chapeau: [
      'Journal d’audit',
      `Lu le ${dateEtHeure(o.maintenant)}. ${direFiltre(o.filtre)}.`,
      // As « telegestion audit verifier --tete » takes it.
      `Tête de la chaîne : ${o.tete.numero}:${o.tete.empreinte}`,
    ],
    colonnes: COLONNES,
    lignes: entrees,
    maintenant: o.maintenant,
    extension: o.extension,
  });
