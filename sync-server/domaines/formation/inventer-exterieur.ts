import {
  type DisponibiliteExterieure,
  type EssaiExterieur,
  idDisponibiliteExterieure,
} from '#shared/contrats/exploitation/sonde-exterieure';
import { type FenetreService, instantDuRang, minutesParJour } from '#shared/domain/disponibilite/fenetre';
import { ajouterJours, ajouterMois, dateParis, moisParis, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';

const PAS = 15;
/** The same at each start: a confirmation comes in twenty seconds or so. */
const secondes = (n: number): number => 18 + ((n * 7_919) % 9);

/**
 * The checks that an invented service has placed through the operator: they fail with the telephone, and once on their own, while each
 * minute's measure went well: what only they can see. `muet`: a morning on which the number rang in vain.
 */
export const inventerExterieur = (
  maintenant: Instant,
  f: FenetreService,
  o: { coupure: { date: DateCivile; de: number; a: number }; muet: DateCivile },
): DisponibiliteExterieure[] => {
  const docs: DisponibiliteExterieure[] = [];
  const essaiDe = (date: DateCivile, rang: number): EssaiExterieur => {
    const instant = instantDuRang(date, f.debut, rang);
    if (date === o.coupure.date && rang >= o.coupure.de && rang < o.coupure.a)
      return { instant, issue: 'ECHEC', raison: 'SVI' };
    if (date === o.muet && (rang === 8 * PAS || rang === 9 * PAS))
      return { instant, issue: 'ECHEC', raison: 'SANS_REPONSE' };
    return { instant, issue: 'REUSSI', secondes: secondes(rang) };
  };
  const debut = premierJour(ajouterMois(moisParis(maintenant), -1));
  for (let date = debut; date <= dateParis(maintenant); date = ajouterJours(date, 1)) {
    const essais = Array.from({ length: Math.ceil(minutesParJour(f) / PAS) }, (_, k) => essaiDe(date, k * PAS));
    const passes = essais.filter((e) => e.instant < maintenant);
    if (passes.length === 0) continue;
    const _id = idDisponibiliteExterieure(date);
    docs.push({ _id, type: 'disponibilite-exterieure', date, debut: f.debut, pas: PAS, essais: passes });
  }
  return docs;
};
