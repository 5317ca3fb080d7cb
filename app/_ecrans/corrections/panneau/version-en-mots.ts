import type { Contenu } from '#shared/domain/types';
import { prestationEnMots } from '#shared/libelles/prestation';
import { heure } from '#shared/mots/dates';
import type { Noms } from '../../../_donnees/depot/noms-personnes';

const heures = (v: Contenu): string => {
  const dites = `${heure(v.debut) || '—'} – ${heure(v.fin) || '—'}`;
  return v.minutesComplementaires > 0 ? `${dites} + ${v.minutesComplementaires} min` : dites;
};

/**
 * [CO-4] What a version says of the visit, one thing a line: its hours always, and who and what where the choice is about them.
 * `contestes`: what the versions do not all say.
 */
export const versionEnMots = (v: Contenu, contestes: ReadonlySet<keyof Contenu>, noms: Noms): string[] => [
  ...(v.supprimee ? ['Visite annulée'] : [heures(v)]),
  ...(contestes.has('usagerId') ? [`Usager : ${noms('usager', v.usagerId)}`] : []),
  ...(contestes.has('intervenantId') ? [`Aide : ${noms('aide', v.intervenantId)}`] : []),
  ...(contestes.has('codePrestation')
    ? [`Prestation : ${v.codePrestation ? prestationEnMots(v.codePrestation) : '—'}`]
    : []),
];
