import type { Refus } from '../../contrats/commun';
import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import { dateParis } from '../../temps/paris';
import type { ParametresAu } from '../types';
import { estCouvertePar } from './couverte';
import type { Etat, Regle } from './natures/definition';
import { DEFINITIONS } from './natures/table';

/** [CO-3] The refusals of every kind, in the order in which they are said; those of its own follow. */
const REGLES_COMMUNES: readonly Regle[] = [
  {
    code: 'AUTRE_ANTENNE',
    uneFois: true,
    phrase: (c, _e, i) =>
      c.antenne === i.antenne ? undefined : 'Cette visite est d’une autre antenne : demandez-lui de la corriger.',
  },
  {
    code: 'MOTIF_INCONNU',
    uneFois: true,
    phrase: (c, _e, _i, parametresAu) =>
      parametresAu(dateParis(c.instant)).motifs.includes(c.motif)
        ? undefined
        : c.motif === ''
          ? 'Le motif manque : choisissez-en un dans la liste.'
          : 'Ce motif n’est pas ou plus dans la liste : choisissez-en un autre.',
  },
  {
    code: 'COMMENTAIRE_MANQUANT',
    phrase: (c) =>
      c.motif === 'AUTRE' && !c.commentaire?.trim()
        ? 'Le motif « Autre » demande un commentaire : dites en quelques mots pourquoi.'
        : undefined,
  },
  {
    code: 'COUVERTE',
    uneFois: true,
    // What was said of it before it was covered can still be taken back; the refusal of a CREATION is its own [CO-3].
    phrase: (c, e, i) =>
      !i.couverture ||
      c.nature === 'CREATION' ||
      c.nature === 'RETRAIT' ||
      (c.nature === 'RETABLISSEMENT' && e.supprimee)
        ? undefined
        : `${estCouvertePar(i.couverture)} : corrigez celle-là.`,
  },
];

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
  const parmi = (regles: readonly Regle[]): Refus | undefined => {
    for (const regle of regles) {
      if (dejaAcceptee && regle.uneFois) continue;
      const message = regle.phrase(c, etat, i, parametresAu);
      if (message !== undefined) return { code: regle.code, message };
    }
    return undefined;
  };
  return parmi(REGLES_COMMUNES) ?? parmi(DEFINITIONS[c.nature].regles);
};
