import type { Antenne, Refusee } from '#shared/contrats/commun';
import { lignesBrutes, lignesCorrigees, visitesDases } from '#shared/domain/dases/lignes';
import { tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { DASES_BRUTES } from '#shared/formats/dases-brutes/dases-brutes';
import { DASES_CORRIGEES } from '#shared/formats/dases-corrigees/dases-corrigees';
import { contenuDispose, dispositionsDe } from '#shared/formats/disposition/choisir';
import { dernierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { fichiersDuMois } from '../exporter/exporter-lignes';
import type { Calcul } from './calculer';
import type { AFiger } from './ecrire';

/**
 * [CL-2] A closing freezes the layouts too, for good: one that could not write a value of the month would leave its files unmade for
 * ever. They are tried before anything is frozen; the product's own write whatever there is, and are not.
 */
export const refusDisposition = (
  { cadre, aFiger }: Pick<Calcul, 'cadre'> & { aFiger: ReadonlyMap<Antenne, AFiger> },
  mois: Mois,
): Refusee | undefined => {
  const lues = dispositionsDe(cadre.parametresAu(dernierJour(mois)));
  if (!lues.ok) return lues;
  const dispositions = lues.valeur;
  if (Object.keys(dispositions).length === 0) return undefined;
  const financeurs = tableFinanceurs(cadre.versionsFinanceurs);
  for (const [antenne, fige] of aFiger) {
    const ecrits = fichiersDuMois(fige, { antenne, mois, provisoire: false }, dispositions);
    if (!ecrits.ok) return ecrits;
    if (!financeurs.ok || !(dispositions.DASES_BRUTES ?? dispositions.DASES_CORRIGEES)) continue;
    const sien = [{ etats: fige.etats, financeurs: financeurs.valeur }];
    const visites = visitesDases(sien);
    const { DASES_BRUTES: brutes, DASES_CORRIGEES: corrigees } = dispositions;
    const r = contenuDispose(DASES_BRUTES, brutes, lignesBrutes(sien, visites), `DASES_BRUTES (${antenne})`);
    if (!r.ok) return r;
    const s = contenuDispose(DASES_CORRIGEES, corrigees, lignesCorrigees(visites), `DASES_CORRIGEES (${antenne})`);
    if (!s.ok) return s;
  }
  return undefined;
};
