import { baseAntenne, idCloture } from '#shared/contrats/ids';
import type { Orphelin } from '#shared/contrats/pointages/derives';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { dateParis, moisDe } from '#shared/temps/paris';
import { lireIds, plageDuType, type Stocke } from '../../../store/lire';
import { clesType } from '../../../store/types';
import { type Situation, situer } from '../appariement/situer';
import type { Monde } from './monde';

// [PT-5, CL-2] A file that leaves a number out, or gives it to somebody else, says nothing of when it was whose: what it had attached in
// a month that is closed stays where it was told. Only a manager's gesture takes it back.

type Appelant = Pointage | Appel;

// By the whole id: a failed call may be told twice, by the SVI and by the operator's records, at two instants.
export const idOrphelin = (p: Appelant): string => `orphelin:${dateParis(p.instant)}:${p._id}`;

const situerLa = ({ annuaire, horloge }: Monde, p: Appelant): Situation => situer(annuaire, p, dateParis(horloge()));

/** Whether the files alone say whose it is, or was: it shows a number of which no gesture says anything on its date. */
const estDesFichiers = (monde: Monde, p: Appelant, s?: Situation): boolean => {
  if (p.type !== 'pointage' || p.usagerId !== undefined || p.numeroAppelant === undefined) return false;
  const { raison } = s ?? situerLa(monde, p);
  if (raison !== undefined && raison !== 'USAGER_INCONNU') return false;
  const jour = dateParis(p.instant);
  const { rattachements } = monde.annuaire.numeros(p.numeroAppelant);
  return !rattachements.some((g) => g.geste !== 'ECARTER' && (g.depuis === undefined || g.depuis <= jour));
};

/** The months that antennas have closed, each by its database. */
const lireMoisClos = async (monde: Monde): Promise<ReadonlySet<string>> => {
  const parBase = await Promise.all(
    basesAntennes().map(async (base) =>
      (await lireIds(monde.magasin, base, plageDuType('cloture'))).map((id) => `${base} ${id}`),
    ),
  );
  return new Set(parBase.flat());
};

export type Place<P extends Appelant> = {
  p: P;
  avant: Stocke<Orphelin> | undefined;
  situation: Situation;
  tenue: boolean;
};

/** Where each stands: as the directory says it now, or where a closed month told it; and what was kept of it. */
export const situerTous = async <P extends Appelant>(
  monde: Monde,
  appelants: readonly P[],
  orphelins: readonly (Stocke<Orphelin> | undefined)[],
): Promise<Place<P>[]> => {
  const places = appelants.map((p, i) => {
    const situation = situerLa(monde, p);
    const avant = orphelins[i];
    // One that was waiting was told by no month.
    const autre = avant?.usagerId !== undefined && avant.usagerId !== situation.usagerId && avant.base === undefined;
    const usager =
      autre && estDesFichiers(monde, p, situation) ? monde.annuaire.usager(avant.usagerId ?? '') : undefined;
    return { p, avant, situation, usager };
  });
  const clos = places.some(({ usager }) => usager) ? await lireMoisClos(monde) : new Set<string>();
  return places.map(({ p, avant, situation, usager }) => {
    const jour = dateParis(p.instant);
    const antenne = usager && antenneAu(usager, jour);
    const tenue = antenne !== undefined && clos.has(`${baseAntenne(antenne)} ${idCloture(moisDe(jour))}`);
    return {
      p,
      avant,
      situation: tenue && usager ? { usagerId: usager.id, antenne } : situation,
      tenue,
    };
  });
};

/** The same of punches that pairing reads: what was kept is looked up of those alone whose usager the files say. */
export const situerPointages = async <P extends Pointage>(
  monde: Monde,
  pointages: readonly P[],
): Promise<Place<P>[]> => {
  const desFichiers = pointages.filter((p) => estDesFichiers(monde, p));
  const lus = desFichiers.length > 0 ? await clesType(monde.magasin, 'orphelin', desFichiers.map(idOrphelin), {}) : [];
  const connus = new Map(desFichiers.map((p, i) => [p._id, lus[i]]));
  return situerTous(
    monde,
    pointages,
    pointages.map((p) => connus.get(p._id)),
  );
};
