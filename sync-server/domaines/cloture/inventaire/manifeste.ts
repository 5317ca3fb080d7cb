import type { EtatFige, InventaireClos } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import type { Attente } from '#shared/contrats/pointages/derives';
import type { Retenue } from '#shared/domain/types';
import { ajouterJours, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import type { Magasin } from '../../../store/lire';
import { plageType } from '../../../store/types';
import type { Equilibre } from './equilibrer';

const compter = (c: Record<string, number>, cle: string, n = 1): void => {
  c[cle] = (c[cle] ?? 0) + n;
};
const total = (c: Record<string, number>): number => Object.values(c).reduce((a, b) => a + b, 0);

/** So many received, so many paid, so many set aside and why: of one antenna and month, from what its closing read. */
export const manifesteInventaire = async (
  m: Magasin,
  { antenne, mois }: { antenne: Antenne; mois: Mois },
  calcul: { retenues: readonly Retenue[]; etats: readonly EtatFige[] },
  equilibre: Equilibre,
): Promise<InventaireClos> => {
  const retenues = new Set(calcul.etats.flatMap((e) => e.visites.map((v) => v.interventionId)));
  const [nonPayes, ecartes, attente]: Record<string, number>[] = [{}, {}, {}];
  let payes = 0;
  for (const { intervention: i, statut } of calcul.retenues) {
    if (i.antenne !== antenne || moisDe(i.date) !== mois) continue;
    const heures = Number(i.arrivee !== undefined) + Number(i.depart !== undefined);
    if (retenues.has(i.id)) payes += heures;
    else if (heures > 0) compter(nonPayes ?? {}, statut, heures);
    for (const e of i.ecartes) compter(ecartes ?? {}, e.regle);
  }
  const attentes: Attente[] = await plageType(
    m,
    'attente',
    { base: baseAntenne(antenne) },
    { de: premierJour(mois), avant: ajouterJours(dernierJour(mois), 1) },
  );
  for (const a of attentes) compter(attente ?? {}, a.raison);
  const siennes = equilibre.lignes.filter((l) => l.antenne === antenne);
  const { depuis } = equilibre.ouverture ?? {};
  return {
    ...(equilibre.complet && depuis ? { depuis } : {}),
    recus: Object.fromEntries(siennes.map((l) => [l.type, l.recus])),
    pointages: {
      recus: payes + total(nonPayes ?? {}) + total(ecartes ?? {}) + total(attente ?? {}),
      payes,
      nonPayes: nonPayes ?? {},
      ecartes: ecartes ?? {},
      attente: attente ?? {},
    },
  };
};
