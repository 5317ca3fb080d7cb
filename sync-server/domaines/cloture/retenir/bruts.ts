import type { EtatFige } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { antennesDepuis } from '#shared/domain/cloture/antenne';
import { direBrut } from '#shared/domain/cloture/bruts';
import type { Retenue } from '#shared/domain/types';
import { ajouterMois, epochMs, moisParis, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { lireEtatsClos, lireEtatsPartis } from '../../../store/lectures/clos';
import type { Cadre } from './cadre';
import { estClos } from './tenues';

// [CL-1, CL-3] Raw hours are in the BRUT of one antenna. A file may move a usager between two closings: the one that they left has
// told them already, or the one that they join has closed without them.

/** Punches that a closing of the month has told, by id: a late arrival gives an intervention another id, not a departure. */
export const pointagesDits = (clos: readonly EtatFige[]): Set<string> =>
  new Set(
    clos.flatMap((e) =>
      e.bruts.map(direBrut).flatMap((b) => [b.idPointageArrivee, b.idPointageDepart].flatMap((x) => x ?? [])),
    ),
  );

/** A visit that passes from one month into the other, as it is now paired. */
const aCheval = ({ intervention: i }: Retenue, de: Mois, a: Mois): boolean =>
  i.arrivee !== undefined &&
  i.depart !== undefined &&
  moisParis(i.arrivee.instant) === de &&
  moisParis(i.depart.instant) === a;

/**
 * [CL-3] A visit is of the month of its arrival, or of its departure while no arrival is known: one that comes late moves it from a month
 * to the one before, and either may have closed. What the neighbours' BRUT have given, and the departures of this month that the one
 * before has closed without.
 */
export const bordsDuMois = async (
  c: Cadre,
  mois: Mois,
  retenues: readonly Retenue[],
): Promise<{ ditsAilleurs: Set<string>; departsRestes: Set<string> }> => {
  const [avant, apres] = [ajouterMois(mois, -1), ajouterMois(mois, 1)];
  const deLeursUsagers = async (m: Mois, siennes: readonly Retenue[]): Promise<EtatFige[]> => {
    const usagers = new Set(siennes.map((r) => r.intervention.usagerId));
    const lus = usagers.size === 0 ? [] : codesAntennes().filter((a) => estClos(c, a, m));
    return (await Promise.all(lus.map((a) => lireEtatsPartis(c.m, c.passe, a, m, usagers)))).flat();
  };
  const entrantes = retenues.filter((r) => aCheval(r, avant, mois));
  // Any of the first hours may have been told with an arrival of the month before. Who reads the figures alone has not read that one.
  const precedents = c.comptees?.has(avant)
    ? await deLeursUsagers(avant, entrantes)
    : (await (c.consommations.get(avant) ?? lireEtatsClos(c.m, c.passe, avant, c.perimetre))).etats;
  const suivants = await deLeursUsagers(
    apres,
    retenues.filter((r) => aCheval(r, mois, apres)),
  );
  const ditsAilleurs = pointagesDits([...precedents.filter((e) => estClos(c, e.antenne, avant)), ...suivants]);
  const restees = entrantes.filter(
    ({ intervention: i }) => estClos(c, i.antenne, avant) && !ditsAilleurs.has(i.depart?.id ?? ''),
  );
  return { ditsAilleurs, departsRestes: new Set(restees.map((r) => r.intervention.id)) };
};

/**
 * Raw hours that were there in time, and that their antenna closed the month without: by id of the intervention, the last that their
 * usager was of and that has yet to close. What came after that closing is late, and is in no BRUT (0051).
 */
export const brutsRecueillis = (
  c: Pick<Cadre, 'passe' | 'usagers'>,
  mois: Mois,
  retenues: readonly Retenue[],
): Map<string, Antenne> => {
  const cloture = (a: Antenne) => c.passe.clotures(a).find((k) => k.mois === mois);
  const recueillis = new Map<string, Antenne>();
  for (const { intervention: i } of retenues) {
    const close = cloture(i.antenne);
    const usager = close && c.usagers.get(i.usagerId);
    if (!usager) continue;
    const aTemps = [i.arrivee, i.depart].some((p) => p && epochMs(p.recuLe) <= epochMs(close.instant));
    const ouverte = antennesDepuis(usager, premierJour(ajouterMois(mois, -1))).findLast((a) => !cloture(a));
    if (aTemps && ouverte) recueillis.set(i.id, ouverte);
  }
  return recueillis;
};
