import type { Correction, Nature, Rattachement } from '#shared/contrats/correction';
import { libelleMotif } from '../../_data/lignes';
import { heure } from '../../_ui/formats';

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

/** `Heures corrigées : départ 9 h 30 (Oubli au départ)`. */
export const resumeCorrection = (s: Correction | Rattachement): string => {
  if (s.type === 'rattachement') return `Numéro ${s.numero} rattaché`;
  const dites = valeursEnMots(s);
  const motif = libelleMotif(s.motif);
  return `${NATURES_EN_MOTS[s.nature]}${dites.length > 0 ? ` : ${dites.join(', ')}` : ''}${motif ? ` (${motif})` : ''}`;
};
