import { detenteurs } from '#shared/domain/equipe/prises';
import { moisDe } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import { saisiesDuType } from '../../../_donnees/depot/lignes';
import { lignesDe } from '../../../_donnees/depot/plier';

/** In a month: how many visits someone has, and of these, how many a colleague has handed over. */
type AMoi = { mois: Mois; nombre: number; confiees: number };

/** The visits that someone has, in each month where that is some: whatever month is on the screen, what was handed over is not lost. */
export const visitesAMoi = (e: EtatDepot, moi: string, maintenant: Instant): AMoi[] => {
  const siennes = [...detenteurs(saisiesDuType(e, 'prise')).values()].filter(
    (p) => p.geste !== 'RENDRE' && (p.geste === 'CONFIER' ? p.a : p.auteur) === moi,
  );
  const dates = new Set<string>(siennes.map((p) => p.date));
  const [de, a] = [
    siennes.map((p) => p.date).sort()[0],
    siennes
      .map((p) => p.date)
      .sort()
      .at(-1),
  ];
  if (!de || !a) return [];
  // Only the days where she has some are folded.
  const jours = new Map([...e.jours].filter(([date]) => dates.has(date)));
  const parMois = new Map<Mois, AMoi>();
  for (const { date, prise } of lignesDe({ ...e, jours }, de, a, maintenant)) {
    if (prise?.qui !== moi) continue;
    const mois = moisDe(date);
    const { nombre, confiees } = parMois.get(mois) ?? { nombre: 0, confiees: 0 };
    parMois.set(mois, { mois, nombre: nombre + 1, confiees: confiees + (prise.par === moi ? 0 : 1) });
  }
  return [...parMois.values()];
};
