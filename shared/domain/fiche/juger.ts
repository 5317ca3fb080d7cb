import type { Refus } from '../../contrats/commun';
import type { Fiche } from '../../contrats/pointages/fiche';
import {
  ajouterJours,
  aLaMinute,
  dateParis,
  dureeAffichee,
  ecartMinutes,
  heureAffichee,
  moisDe,
} from '../../temps/paris';
import type { DateCivile, Instant, Mois } from '../../temps/types';
import type { ParametresAu } from '../types';

type ContexteFiche = {
  parametresAu: ParametresAu;
  /** Whether the slip's antenna has closed that month, as far as is known here. */
  estClos: (mois: Mois) => boolean;
};

const premierCote = (f: Fiche): Instant | undefined => f.arrivee ?? f.depart;

/**
 * The days that its hours may be of: that of its arrival; without one, that of its departure or the one before, whose arrival was called
 * in the evening. None where it gives no hour.
 */
const joursPossibles = ({ arrivee, depart }: Fiche): DateCivile[] => {
  if (arrivee) return [dateParis(arrivee)];
  if (!depart) return [];
  const jour = dateParis(depart);
  return [jour, ajouterJours(jour, -1)];
};

/** A punch that arrives once its month is frozen is in no file; a correction leaves with the next closing [CO-5]. */
export const MOIS_CLOS: Refus = {
  code: 'MOIS_CLOS',
  message:
    'Ce mois est clos : les pointages d’une fiche n’entreraient plus dans aucun fichier. Faites une correction sur la visite, ou créez-la : elle partira avec la clôture suivante.',
};

type Regle = { code: string; phrase: (f: Fiche, c: ContexteFiche) => string | undefined };

/** Every refusal of a slip, in the order in which they are said; those that it shares with a correction are worded alike [CO-3]. */
const REGLES: readonly Regle[] = [
  {
    code: 'MOTIF_INCONNU',
    phrase: (f, { parametresAu }) =>
      parametresAu(dateParis(f.instant)).motifs.includes(f.motif)
        ? undefined
        : 'Ce motif n’est pas ou plus dans la liste : choisissez-en un autre.',
  },
  {
    code: 'COMMENTAIRE_MANQUANT',
    phrase: (f) =>
      f.motif === 'AUTRE' && !f.commentaire?.trim()
        ? 'Le motif « Autre » demande un commentaire : dites en quelques mots pourquoi.'
        : undefined,
  },
  {
    code: 'FICHE_VIDE',
    phrase: (f) =>
      premierCote(f) ? undefined : 'Une fiche donne une heure au moins : l’arrivée, le départ, ou les deux.',
  },
  {
    code: 'HEURE_FUTURE',
    phrase: (f) => {
      const future = [f.arrivee, f.depart].find((h) => h !== undefined && h > f.instant);
      return future
        ? `${heureAffichee(future)} est dans le futur : attendez, ou vérifiez l’heure et le jour.`
        : undefined;
    },
  },
  {
    code: 'FIN_AVANT_DEBUT',
    phrase: ({ arrivee, depart }) =>
      arrivee && depart && aLaMinute(depart) <= aLaMinute(arrivee)
        ? `Le départ doit suivre l’arrivée (${heureAffichee(arrivee)}).`
        : undefined,
  },
  {
    code: 'TROP_LONGUE',
    phrase: ({ arrivee, depart }, { parametresAu }) => {
      if (!arrivee || !depart) return undefined;
      const max = parametresAu(dateParis(arrivee)).dureeMax;
      const duree = ecartMinutes(arrivee, depart);
      return duree > max
        ? `La visite durerait ${dureeAffichee(duree)}, plus que les ${dureeAffichee(max)} permises : vérifiez le jour et les heures.`
        : undefined;
    },
  },
  {
    code: 'DATE_FICHE',
    phrase: (f) =>
      joursPossibles(f).includes(f.date)
        ? undefined
        : 'La date de la fiche n’est pas celle de son heure d’arrivée (sans arrivée : de son départ, ou la veille) : recommencez la saisie au jour de la visite.',
  },
  {
    code: MOIS_CLOS.code,
    // Of the visit, whose departure may be of the next month.
    phrase: (f, { estClos }) => (estClos(moisDe(f.date)) ? MOIS_CLOS.message : undefined),
  },
];

/** Judges a slip by itself: by the form before it is kept, and by the server that receives it. Undefined = accepted. */
export const jugerFiche = (f: Fiche, contexte: ContexteFiche): Refus | undefined => {
  for (const { code, phrase } of REGLES) {
    const message = phrase(f, contexte);
    if (message !== undefined) return { code, message };
  }
  return undefined;
};
