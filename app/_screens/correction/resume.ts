import type { Correction, Nature } from '#shared/contrats/correction';
import type { Geste } from '#shared/contrats/rattachement';
import type { Saisie } from '#shared/contrats/saisie';
import { libelleMotif } from '../../_data/lignes';
import { heure, telephone } from '../../_ui/formats';

export const NATURES_EN_MOTS: Record<Nature, string> = {
  CREATION: 'Visite créée',
  HORAIRE: 'Heures corrigées',
  MINUTES: 'Minutes complémentaires',
  DONNEES: 'Données corrigées',
  SUPPRESSION: 'Visite annulée',
  RETABLISSEMENT: 'Visite rétablie',
};

export const valeursEnMots = (c: Correction): string[] => [
  ...(c.debut ? [`arrivée ${heure(c.debut)}`] : []),
  ...(c.fin ? [`départ ${heure(c.fin)}`] : []),
  ...(c.minutes === undefined ? [] : [`${c.minutes} min`]),
];

const GESTES_EN_MOTS: Record<Geste, string> = {
  RATTACHER: 'rattaché',
  DETACHER: 'détaché',
  ECARTER: 'écarté des propositions',
};

/** `Heures corrigées : départ 9 h 30 (Oubli au départ)`. */
export const resumeCorrection = (s: Correction): string => {
  const dites = valeursEnMots(s);
  const motif = libelleMotif(s.motif);
  return `${NATURES_EN_MOTS[s.nature]}${dites.length > 0 ? ` : ${dites.join(', ')}` : ''}${motif ? ` (${motif})` : ''}`;
};

/** One line for anything that was typed. */
export const resumeSaisie = (s: Saisie): string => {
  switch (s.type) {
    case 'correction':
      return resumeCorrection(s);
    case 'rattachement':
      return `Numéro ${telephone(s.numero)} ${GESTES_EN_MOTS[s.geste]}`;
    case 'fiche': {
      const cotes = [
        ...(s.arrivee ? [`arrivée ${heure(s.arrivee)}`] : []),
        ...(s.depart ? [`départ ${heure(s.depart)}`] : []),
      ];
      return `Fiche saisie : ${cotes.join(', ')} (${libelleMotif(s.motif)})`;
    }
  }
};
