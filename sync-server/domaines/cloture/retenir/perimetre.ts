import type { Antenne } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { antennesDepuis } from '#shared/domain/cloture/antenne';
import { ajouterMois, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import type { Perimetre } from '../../../store/lectures/mois';
import type { Cadre } from './cadre';

// Who asks for the figures of one antenna reads that antenna, not all of them. A usager is billed apart from all others: what bears on
// an antenna's is in its own visits, and in those that its usagers had elsewhere [CL-1]. The closing reads everything all the same:
// what it freezes is for good, and a test compares both.

/** The first month that some antenna has left open: its visits are read for what it leaves to those that follow [FI-6]. */
const premierOuvert = (c: Cadre, mois: Mois): Mois => {
  const clos = codesAntennes().map((a) => new Set(c.passe.clotures(a).map((x) => x.mois)));
  let m = c.premierMois ?? mois;
  while (m < mois && clos.every((siens) => siens.has(m))) m = ajouterMois(m, 1);
  return m;
};

/** `mois`: those that are computed. Undefined where all must be read. */
export const perimetreDe = (c: Cadre, antennes: readonly Antenne[], mois: readonly Mois[]): Perimetre | undefined => {
  const premier = [...mois].sort()[0];
  const voulues = new Set(antennes);
  if (premier === undefined || codesAntennes().every((a) => voulues.has(a))) return undefined;
  // A month around: a correction brings visits of the neighbouring ones.
  const depuis = premierJour(ajouterMois([premier, premierOuvert(c, premier)].sort()[0] ?? premier, -1));
  const lieux = new Set(antennes);
  const leurs = new Set<string>();
  // A closed month of one who was theirs is split again with what the others had of it, however old [FI-6].
  const connus = new Set<string>();
  for (const u of c.usagers.values()) {
    if (u.antennes.some((a) => voulues.has(a.antenne))) connus.add(u.id);
    const tenues = antennesDepuis(u, depuis);
    if (!tenues.some((a) => voulues.has(a))) continue;
    leurs.add(u.id);
    for (const a of tenues) lieux.add(a);
  }
  return { antennes: voulues, lieux, leurs, connus };
};
