import { detenteurs } from '#shared/domain/equipe/prises';
import { moisDe } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import type { EtatDepot } from '../../_data/etat-depot';
import { saisiesDuType } from '../../_data/lignes';
import { lignesDe } from '../../_data/plier';

/** How many visits someone has, in each month where that is some: whatever month is on the screen, what was handed over is not lost. */
export const visitesAMoi = (e: EtatDepot, moi: string, maintenant: Instant): { mois: Mois; nombre: number }[] => {
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
  const parMois = new Map<Mois, number>();
  for (const l of lignesDe({ ...e, jours }, de, a, maintenant))
    if (l.prise?.qui === moi) parMois.set(moisDe(l.date), (parMois.get(moisDe(l.date)) ?? 0) + 1);
  return [...parMois].map(([mois, nombre]) => ({ mois, nombre }));
};
