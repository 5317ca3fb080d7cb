import type { Antenne } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { antennesDuMois } from '#shared/domain/cloture/antenne';
import { ajouterTous } from '#shared/listes';
import { ajouterMois, moisDe } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { MOIS_DU_REPORT } from '../../../store/lectures/a-dire';
import { clesSures } from '../../../store/types';
import type { Cadre } from './cadre';

// [CL-1, FI-6] Who changes antenna draws on the same caps in both: what one of them closes or rectifies moves what the months
// after it leave to the other. Nothing else does: where nothing of the kind was written since the antenna's last closing, a split
// made again would say the same, however many months a move reaches into.

/** What was written since the last closings, in one database. */
type Ecrits = { clos: readonly Mois[]; base: string; complements: readonly string[] };

const porte = (de: Mois, m: Mois): boolean => de <= m && m <= ajouterMois(de, MOIS_DU_REPORT);

/** Months about a move that an antenna of the usager has still open, under one that was closed: what they draw is computed each time. */
const moisOuverts = (c: Cadre, u: Usager, moves: readonly Mois[], derniere: Mois): Mois[] => {
  const autour = moves.flatMap((x) =>
    Array.from({ length: 2 * MOIS_DU_REPORT + 1 }, (_, i) => ajouterMois(x, i - MOIS_DU_REPORT)),
  );
  return [...new Set(autour)].filter(
    (m) =>
      m >= (c.premierMois ?? m) &&
      m <= derniere &&
      antennesDuMois(u, m).some((a) => !c.passe.clotures(a).some((x) => x.mois === m)),
  );
};

/**
 * Usagers who changed antenna about a month, and whose caps something has moved since the antennas' last closings: a month computed
 * again, one that another antenna closed, one that it rectified for them.
 */
export const ouvrirDemenages = async (
  c: Cadre,
  aClore: readonly Antenne[],
  o: { remuants: ReadonlySet<Mois>; ecrits: readonly Ecrits[] },
): Promise<(mois: Mois) => readonly string[]> => {
  const derniere = aClore
    .flatMap((a) => c.passe.clotures(a).map((x) => x.mois))
    .sort()
    .at(-1);
  const demenages = [...c.usagers.values()].filter((u) => u.antennes.length > 1);
  if (derniere === undefined || demenages.length === 0) return () => [];
  const ids = new Set(demenages.map((u) => u.id));
  const rectifies = new Map<string, Mois[]>();
  for (const { base, complements } of o.ecrits) {
    const leurs = complements.filter((id) => ids.has(id.split(':').slice(2).join(':')));
    for (const x of await clesSures(c.m, 'complement', leurs, { base })) {
      if (!x) continue;
      const mois = [...x.visites, ...x.ventilation].map((v) => v.moisOrigine);
      ajouterTous(rectifies, x.usagerId, mois);
    }
  }
  const tous = [...o.remuants, ...o.ecrits.flatMap((e) => e.clos)];
  const concernes = demenages.map((u) => {
    const moves = u.antennes.slice(1).map((a) => moisDe(a.depuis));
    const causes = new Set([...tous, ...(rectifies.get(u.id) ?? []), ...moisOuverts(c, u, moves, derniere)]);
    return { id: u.id, moves, causes: [...causes] };
  });
  return (m) =>
    concernes
      .filter(({ moves, causes }) => moves.some((x) => porte(x, m)) && causes.some((x) => porte(x, m)))
      .map(({ id }) => id);
};
