import type { Rapport } from '#shared/contrats/chiffres/rapport';
import { BASE_CENTRALE, idCloture } from '#shared/contrats/ids';
import { lirePeriode } from '#shared/domain/rapport/periode';
import type { Instant, Mois } from '#shared/temps/types';
import { changer, sansReponse } from '../../../store/ecrire';
import { antennesAClore } from '../../../store/lectures/antennes-a-clore';
import { type Magasin, sansRev } from '../../../store/lire';
import { lireSur } from '../../../store/types';

// [decision 0064] A report is first made on the 1st, of months that are not closed yet; their closing may change its figures.

type ClosLe = (mois: Mois) => Promise<Instant | undefined>;

/** When the last antenna closed a month, each month read once; nothing while one is to close it, nor of what the law has taken since. */
export const lireClosLe = (m: Magasin): ClosLe => {
  const lire: ClosLe = async (mois) => {
    let derniere: Instant | undefined;
    for (const antenne of await antennesAClore(m, mois)) {
      const cloture = await lireSur(m, 'cloture', idCloture(mois), { antenne });
      if (!cloture || cloture.purgee !== undefined) return undefined;
      if (derniere === undefined || cloture.instant > derniere) derniere = cloture.instant;
    }
    return derniere;
  };
  const lus = new Map<Mois, ReturnType<ClosLe>>();
  return (mois) => {
    const lu = lus.get(mois) ?? lire(mois);
    lus.set(mois, lu);
    return lu;
  };
};

/** Whether all of a period was closed since its report was last counted: it is then to be made again. */
export const estAvantCloture = async (r: Rapport, closLe: ClosLe): Promise<boolean> => {
  const compteLe = r.revuLe ?? r.editions.at(-1)?.editeLe;
  let depuis = false;
  for (const mois of lirePeriode(r.periode).mois) {
    const clos = await closLe(mois);
    if (clos === undefined) return false;
    depuis ||= compteLe === undefined || clos > compteLe;
  }
  return depuis;
};

/** The same facts after the closing: no edition, and nothing to count again each day. */
export const noterRevu = async (m: Magasin, id: string, revuLe: Instant): Promise<void> => {
  sansReponse(await changer<Rapport>(m, BASE_CENTRALE, id, (la) => ({ ...sansRev<Rapport>(la), revuLe })));
};
