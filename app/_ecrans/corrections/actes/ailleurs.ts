import { auMemeMoment } from '#shared/domain/intervention/deux-lieux';
import type { Valeurs } from '#shared/domain/types';
import { heure } from '#shared/libelles/formats';
import { ajouterJours } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import { contexteDe, type Ligne } from '../../../_donnees/depot/lignes';
import { lignesDe } from '../../../_donnees/depot/plier';
import { telephonesDe } from '../../../_ui/personnes/connus';

/** Where she is then: of a visit that lacks a side, the one that it has. */
const direVisite = ({ usager, retenue: { usagerId, debut, fin } }: Ligne, chez: string): string => {
  const heures =
    debut && fin ? `${heure(debut)} – ${heure(fin)}` : debut ? `arrivée ${heure(debut)}` : `départ ${heure(fin)}`;
  return usagerId === chez
    ? `Cette aide y a déjà une visite à ces heures (${heures})`
    : `Cette aide est aussi chez ${usager} à ces heures (${heures})`;
};

const deplace = ({ nature, debut, fin, usagerId, intervenantId }: Valeurs): boolean =>
  nature === 'RETABLISSEMENT' || [debut, fin, usagerId, intervenantId].some((v) => v !== undefined);

/**
 * [AP-10] What a correction of hours or of people would have its aide do at once, by the visits that this PC holds, a sentence each;
 * nothing of it is a refusal.
 */
export const direAilleurs = (etat: EtatDepot, l: Ligne, v: Valeurs, maintenant: Instant): string[] => {
  if (!deplace(v)) return [];
  const { retenue: r, date } = l;
  const voulue = {
    debut: v.debut ?? r.debut,
    fin: v.fin ?? r.fin,
    usagerId: v.usagerId ?? r.usagerId,
    intervenantId: v.intervenantId ?? r.intervenantId,
  };
  // Of the night, it may begin the day before, or end the day after.
  const autres = lignesDe(etat, ajouterJours(date, -1), ajouterJours(date, 1), maintenant).filter((a) => a.id !== l.id);
  const ensemble = (a: string, b: string): boolean => {
    const numeros = new Set(telephonesDe(etat, a, date));
    return telephonesDe(etat, b, date).some((n) => numeros.has(n));
  };
  const tolere = contexteDe(etat, maintenant).parametresAu(date).chevauchementTolere;
  return auMemeMoment(voulue, autres, { tolere, ensemble }).map((a) => direVisite(a, voulue.usagerId));
};

/** What is asked before it is kept; undefined: nothing is. */
export const demander = (phrases: readonly string[]): string | undefined =>
  phrases.length === 0
    ? undefined
    : `${phrases.join('. ')}\u00a0: est-ce bien cela\u00a0? Entrée de nouveau l’enregistre.`;
