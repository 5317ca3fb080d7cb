import type { ChiffresCloture } from '#shared/contrats/cloture/bilan-cloture';
import type { Cloture, EtatFige } from '#shared/contrats/cloture/cloture';
import type { Resultat } from '#shared/contrats/commun';
import { financeurSchema } from '#shared/contrats/dossiers/dossiers';
import { cumulerParts } from '#shared/domain/ventilation/cumuler';
import { type TableFinanceurs, tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { dernierJour } from '#shared/temps/paris';
import { type Mois, minutes } from '#shared/temps/types';
import type { Magasin } from '../../../store/lire';
import { lireFige } from './exporter';

/** Hours of these states by funder, the most first, and in all: before the closing what it would freeze, after it what it froze. */
export const chiffresDe = (etats: readonly EtatFige[], financeurs: TableFinanceurs, mois: Mois): ChiffresCloture => {
  const code = (_: unknown, p: { codeFinanceur: string }): string => p.codeFinanceur;
  const faites = etats.flatMap((e) => e.visites);
  return {
    visites: faites.length,
    minutes: minutes(faites.reduce((t, v) => t + v.duree + v.minutesComplementaires, 0)),
    parFinanceur: cumulerParts(etats, code, code)
      .sort((a, b) => b.minutes - a.minutes)
      .map((c) => ({
        code: c.tete,
        libelle: financeurs.au(c.tete, dernierJour(mois))?.libelle ?? c.tete,
        visites: c.visites,
        minutes: c.minutes,
      })),
  };
};

/** [CL-2] Those of a closed month, from what its closing froze alone, funders included. */
export const chiffresClos = async (m: Magasin, cloture: Cloture): Promise<Resultat<ChiffresCloture>> => {
  const fige = await lireFige(m, cloture);
  if (!fige.ok) return fige;
  const financeurs = tableFinanceurs(cloture.financeurs.map((f) => financeurSchema.parse(f)));
  if (!financeurs.ok) return financeurs;
  return { ok: true, valeur: chiffresDe(fige.valeur.etats, financeurs.valeur, cloture.mois) };
};
