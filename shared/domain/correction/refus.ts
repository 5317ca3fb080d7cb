import type { Refus } from '../../contrats/commun';
import type { Correction, Nature } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import { dateParis, dureeAffichee, ecartMinutes, heureAffichee } from '../../temps/paris';
import type { ParametresAu } from '../types';
import { appliquer, type Etat, heuresDonnees } from './etat';

/** Most additional minutes of one visit [CO-3]. */
export const MINUTES_COMPLEMENTAIRES_MAX = 240;

type Regle = {
  code: string;
  /** Natures that it judges; absent = all. */
  natures?: readonly Nature[];
  /** The sentence of the refusal, or undefined where the rule is kept. */
  phrase: (c: Correction, e: Etat, i: Intervention, p: ParametresAu) => string | undefined;
};

// A visit created on one that is deleted would stay deleted: its hours would be in no file.
const SUR_VIVANTE: readonly Nature[] = ['HORAIRE', 'MINUTES', 'DONNEES', 'SUPPRESSION', 'CREATION'];
const HEURES: readonly Nature[] = ['HORAIRE', 'CREATION'];

/** [CO-3] Every refusal, in the order in which they are said. */
export const REGLES_CO3: readonly Regle[] = [
  {
    code: 'AUTRE_ANTENNE',
    phrase: (c, _e, i) =>
      c.antenne === i.antenne ? undefined : 'Cette visite est d’une autre antenne : demandez-lui de la corriger.',
  },
  {
    code: 'MOTIF_INCONNU',
    phrase: (c, _e, _i, parametresAu) =>
      parametresAu(dateParis(c.instant)).motifs.includes(c.motif)
        ? undefined
        : c.motif === ''
          ? 'Le motif manque : choisissez-en un dans la liste.'
          : `Le motif « ${c.motif} » n’est pas ou plus dans la liste : choisissez-en un autre.`,
  },
  {
    code: 'COMMENTAIRE_MANQUANT',
    phrase: (c) =>
      c.motif === 'AUTRE' && !c.commentaire?.trim()
        ? 'Le motif « Autre » demande un commentaire : dites en quelques mots pourquoi.'
        : undefined,
  },
  {
    code: 'PAS_SUPPRIMEE',
    natures: ['RETABLISSEMENT'],
    phrase: (_c, e) => (e.supprimee ? undefined : 'Cette visite n’est pas annulée : il n’y a rien à rétablir.'),
  },
  {
    code: 'DEJA_POINTEE',
    natures: ['CREATION'],
    phrase: (_c, _e, i) =>
      i.arrivee || i.depart
        ? 'Cette visite prévue a des pointages : corrigez ses horaires au lieu de la créer.'
        : undefined,
  },
  {
    code: 'DEJA_SUPPRIMEE',
    natures: SUR_VIVANTE,
    phrase: (_c, e) => (e.supprimee ? 'Cette visite est annulée : rétablissez-la d’abord.' : undefined),
  },
  {
    code: 'DEJA_CREEE',
    natures: ['CREATION'],
    phrase: (_c, e) => (e.creation ? 'Cette visite a déjà été créée : corrigez ses horaires.' : undefined),
  },
  {
    code: 'CREATION_SANS_HEURES',
    natures: ['CREATION'],
    phrase: (c) =>
      c.debut && c.fin ? undefined : 'Une visite créée a une heure d’arrivée et une heure de départ : donnez les deux.',
  },
  {
    code: 'CREATION_INCOMPLETE',
    natures: ['CREATION'],
    phrase: (c, _e, i) =>
      c.cible || (i.usagerId && i.intervenantId)
        ? undefined
        : 'Une visite créée sans visite prévue nomme l’usager et l’aide : donnez les deux.',
  },
  {
    code: 'HORAIRE_VIDE',
    natures: ['HORAIRE'],
    phrase: (c) => (c.debut || c.fin ? undefined : 'Donnez l’heure d’arrivée, l’heure de départ, ou les deux.'),
  },
  {
    code: 'DONNEES_VIDES',
    natures: ['DONNEES'],
    phrase: (c) =>
      c.usagerId || c.intervenantId || c.codePrestation
        ? undefined
        : 'Dites ce qui change : l’usager, l’aide ou le code prestation.',
  },
  {
    code: 'MINUTES_HORS_BORNES',
    natures: ['MINUTES'],
    phrase: (c) =>
      c.minutes !== undefined && c.minutes >= 0 && c.minutes <= MINUTES_COMPLEMENTAIRES_MAX
        ? undefined
        : `Les minutes complémentaires vont de 0 à ${MINUTES_COMPLEMENTAIRES_MAX}.`,
  },
  {
    code: 'HEURE_FUTURE',
    natures: HEURES,
    phrase: (c) => {
      const { debut, fin } = heuresDonnees(c);
      const future = [debut, fin].find((h) => h !== undefined && h > c.instant);
      return future
        ? `${heureAffichee(future)} est dans le futur : attendez, ou vérifiez l’heure et le jour.`
        : undefined;
    },
  },
  {
    code: 'FIN_AVANT_DEBUT',
    natures: HEURES,
    phrase: (c, e) => {
      const { debut, fin } = appliquer(e, c);
      if (!debut || !fin || fin > debut) return undefined;
      return c.fin
        ? `Le départ doit suivre l’arrivée (${heureAffichee(debut)}).`
        : `L’arrivée doit précéder le départ (${heureAffichee(fin)}).`;
    },
  },
  {
    code: 'TROP_LONGUE',
    natures: HEURES,
    phrase: (c, e, _i, parametresAu) => {
      const { debut, fin } = appliquer(e, c);
      if (!debut || !fin) return undefined;
      const max = parametresAu(dateParis(debut)).dureeMax;
      const ecart = ecartMinutes(debut, fin);
      return ecart > max
        ? `La visite durerait ${dureeAffichee(ecart)}, plus que les ${dureeAffichee(max)} permises : vérifiez le jour et les heures.`
        : undefined;
    },
  },
];

/**
 * What was true when the server took a correction and may cease to be by no fault of its author: punches that came since
 * [CO-8], a dated change of antenna [CL-1], a motif taken off the list.
 */
const JUGEES_UNE_FOIS: ReadonlySet<string> = new Set(['DEJA_POINTEE', 'AUTRE_ANTENNE', 'MOTIF_INCONNU']);

/**
 * [CO-3] The refusal of a correction against the state that it applies to; undefined = it applies. `dejaAcceptee`: the
 * server took it before the punches that the visit has now [CO-8].
 */
export const refusDe = (
  c: Correction,
  etat: Etat,
  i: Intervention,
  parametresAu: ParametresAu,
  dejaAcceptee = false,
): Refus | undefined => {
  for (const regle of REGLES_CO3) {
    if (regle.natures && !regle.natures.includes(c.nature)) continue;
    if (dejaAcceptee && JUGEES_UNE_FOIS.has(regle.code)) continue;
    const message = regle.phrase(c, etat, i, parametresAu);
    if (message !== undefined) return { code: regle.code, message };
  }
  return undefined;
};
