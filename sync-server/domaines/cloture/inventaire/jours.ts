import type { Antenne, Refusee } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { ajouterJours, debutDuJour, moisDe } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { lireInterventions } from '../../../store/lectures/connus';
import type { Magasin } from '../../../store/lire';
import { plageSure } from '../../../store/types';
import { direLigne, refuserEcarts, refusInventaire } from './exiger';
import { lireInventaire } from './lire';
import { absentsDesVisites, compterPerdus, type PointageAbsent } from './pointages';

type Jour = { antenne: Antenne; date: DateCivile };

const cle = ({ antenne, date }: Jour): string => `${antenne} ${date}`;

/** A night's punch is in the visit of the day before, or of the next, which nobody tells today: it is looked for there. */
const dansLesVoisines = async (
  m: Magasin,
  dits: ReadonlySet<string>,
  dates: ReadonlySet<DateCivile>,
): Promise<Intervention[]> => {
  const autour = new Set([...dates].flatMap((d) => [-1, 0, 1].map((n) => ajouterJours(d, n))));
  const aLire = codesAntennes().flatMap((antenne) => [...autour].map((date) => ({ antenne, date })));
  const lues = await Promise.all(
    aLire
      .filter((j) => !dits.has(cle(j)))
      .map(({ antenne, date }) => lireInterventions(m, antenne, date, date, plageSure)),
  );
  return lues.flat();
};

/**
 * For who tells days visit by visit, closed months too: what was received for their months is there, and each punch of these days is
 * in a visit that was read, or waits: one that is missing would be told as undone. Behind the gate of who counts for good.
 */
export const refusJours = async (
  m: Magasin,
  c: {
    jours: readonly Jour[];
    /** The visits of these days, as they were read. */
    interventions: readonly Intervention[];
    usager: (id: string) => Usager | undefined;
    rien: string;
  },
): Promise<Refusee | undefined> => {
  const dits = new Set(c.jours.map(cle));
  const parMois = new Map<Mois, Set<DateCivile>>();
  for (const { date } of c.jours) parMois.set(moisDe(date), (parMois.get(moisDe(date)) ?? new Set()).add(date));
  const absents: PointageAbsent[] = [];
  for (const [mois, dates] of parMois) {
    const lu = await lireInventaire(m, mois);
    const refus = await refuserEcarts(m, lu, c.rien);
    if (refus) return refus;
    const bornes = [...dates].map((d) => [debutDuJour(d), debutDuJour(ajouterJours(d, 1))] as const);
    const tous = (await lu.comptes.find((x) => x.type === 'pointage')?.ids()) ?? [];
    const ids = tous.filter((id) => {
      const instant = id.slice('pointage:'.length);
      return bornes.some(([de, avant]) => instant >= de && instant < avant);
    });
    const manquent = await absentsDesVisites(m, { mois, ids }, c.interventions, c.usager);
    if (manquent.length === 0) continue;
    const voisines = await dansLesVoisines(m, dits, dates);
    const restent = await absentsDesVisites(m, { mois, ids: manquent.map((a) => a.id) }, voisines, c.usager);
    // That of another antenna, whose day is not told, changes nothing here.
    absents.push(...restent.filter(({ antenne, date }) => !antenne || !date || dits.has(cle({ antenne, date }))));
  }
  if (absents.length === 0) return undefined;
  const perdus = compterPerdus(absents, c.interventions).map((p) => direLigne({ ...p, type: 'pointage' }));
  return refusInventaire(perdus, c.rien);
};
