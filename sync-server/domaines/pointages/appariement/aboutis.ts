import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import { ajouterA } from '#shared/listes';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { autour } from '../monde/chantier';
import { basesPointagesDe } from '../monde/jour-usager';
import type { Monde } from '../monde/monde';

/**
 * Days between a failed call and the punch of the same call: the punch bears the call's start, the other may have been written
 * by another worker, or rebuilt from the operator's records, whose clock is not ours.
 */
const MARGE_J = 1;

type AvecVue = Pick<Monde, 'vue'>;

const lireJours = async <T extends 'pointage' | 'appel'>(monde: AvecVue, type: T, jours: readonly DateCivile[]) => {
  const lus = await Promise.all(
    basesPointagesDe(jours).map((base) =>
      monde.vue.lire(
        base,
        type,
        jours.filter((j) => base.endsWith(j.slice(0, 4))),
      ),
    ),
  );
  return lus.flat();
};

const joursDe = (liste: readonly (Pointage | Appel)[]): DateCivile[] =>
  autour(new Set(liste.map((x) => dateParis(x.instant))), MARGE_J);

const proches = (a: Appel, x: Pointage | Appel): boolean =>
  autour([dateParis(x.instant)], MARGE_J).includes(dateParis(a.instant));

/** The id of the operator's call that a punch came from, or that a failed call was to us; none for its records alone. */
const appelDe = (x: Pointage | Appel): string | undefined =>
  x.type === 'pointage' ? x.appelId : x.source === 'CDR' ? undefined : x.id;

/**
 * [PT-4] Failed calls that gave a punch after all, and those known from the operator's records alone that we had too, among
 * those just received and those that what was just received tells. Either may come first.
 */
export const lireAboutis = async (
  monde: AvecVue,
  pointages: readonly Pointage[],
  appels: readonly Appel[],
): Promise<Appel[]> => {
  const recus = [...pointages, ...appels].filter((x) => appelDe(x) !== undefined);
  const candidats = recus.length === 0 ? [] : await lireJours(monde, 'appel', joursDe(recus));
  const jours = joursDe(appels);
  const connus =
    jours.length === 0
      ? []
      : [...(await lireJours(monde, 'pointage', jours)), ...(await lireJours(monde, 'appel', jours))];
  const parAppel = new Map<string, (Pointage | Appel)[]>();
  for (const x of [...recus, ...connus]) {
    const id = appelDe(x);
    if (id === undefined) continue;
    ajouterA(parAppel, id, x);
  }
  return [...new Map([...candidats, ...appels].map((a) => [a._id, a])).values()].filter((a) =>
    parAppel.get(a.id)?.some((x) => (x.type === 'pointage' || a.source === 'CDR') && proches(a, x)),
  );
};
