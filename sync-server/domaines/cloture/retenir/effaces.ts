import type { ClotureEcrite } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { ajouterMois, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { MOIS_DU_REPORT } from '../../../store/lectures/a-dire';
import type { Passe } from '../../../store/lectures/clos';
import { parametresFiges } from '../../../store/lectures/figes';

// [RE] What a purge takes was counted by months that it leaves alone: hours that they drew on the caps of the months before [FI-6],
// visits whose hours a correction had brought into them. Computed again without it, they would come out otherwise, years after
// they were paid, and nothing of them would have changed.

const fermetures = (passe: Passe): (readonly [Antenne, readonly ClotureEcrite[]])[] =>
  codesAntennes().map((a) => [a, passe.clotures(a)] as const);

const dernier = (mois: readonly Mois[], sinon: Mois): Mois => [sinon, ...mois].sort().at(-1) ?? sinon;

/**
 * The first month of which all that left is still known. `limite`: that of the clock now; what a shorter one had taken stays taken,
 * and with it what those closings had rectified in months that were closed before they were.
 */
export const premierGarde = (passe: Passe, limite: Mois): Mois => {
  const toutes = fermetures(passe);
  const purges = toutes.flatMap(([, siennes]) =>
    siennes.flatMap((k) => (k.purgee === undefined ? [] : ajouterMois(k.mois, 1))),
  );
  const depuis = dernier(purges, limite);
  const rectifies = toutes.flatMap(([, siennes]) => {
    const parties = siennes.filter((k) => k.mois < depuis && (k.complements?.usagers ?? 0) > 0).map((k) => k.numero);
    return siennes
      .filter((k) => k.mois >= depuis && parties.some((n) => n > k.numero))
      .map((k) => ajouterMois(k.mois, 1));
  });
  return dernier(rectifies, depuis);
};

/** [FI-6] Visits that were purged happened all the same: their closings counted them. */
export const premierMoisConnu = (passe: Passe, garde: Mois, premier: Mois | undefined): Mois | undefined => {
  const comptes = fermetures(passe).some(([, siennes]) =>
    siennes.some((k) => k.mois < garde && k.nombreVisites + k.nombreBruts > 0),
  );
  return comptes && (premier === undefined || premier > garde) ? garde : premier;
};

/** A correction takes hours a month and some days away from their visit, at most. */
const PORTEE_MOIS = 2;

/** What a frame says of it. */
type Gardes = { passe: Passe; garde: Mois; premierMois: Mois | undefined };

/**
 * The first closed month that may be compared with what left: beyond all that it draws on, and all that may have been brought into
 * it. Where nothing is older than what is kept, nothing of it was taken.
 */
export const premierCompare = async ({ passe, garde, premierMois }: Gardes): Promise<Mois> => {
  const toutes = fermetures(passe);
  const entame =
    (premierMois !== undefined && premierMois < garde) ||
    toutes.some(([, siennes]) => siennes.some((k) => k.mois < garde));
  if (!entame) return garde;
  const puisent: Mois[] = [];
  for (const [antenne, siennes] of toutes)
    for (const { mois } of siennes.filter((k) => k.mois >= garde && k.mois < ajouterMois(garde, MOIS_DU_REPORT))) {
      const cloture = await passe.cloture(antenne, mois);
      const { reportApaMois } = cloture ? parametresFiges(cloture)(premierJour(mois)) : { reportApaMois: 0 };
      if (mois < ajouterMois(garde, reportApaMois)) puisent.push(ajouterMois(mois, 1));
    }
  return dernier(puisent, ajouterMois(garde, PORTEE_MOIS));
};
