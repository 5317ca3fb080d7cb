import type { Saisie } from '#shared/contrats/saisie';
import { estSansAge } from '#shared/replication/protocole';
import type { DateCivile } from '#shared/temps/types';
import type { Scelle } from '../base/base';
import { ouvrir } from '../chiffrement/chiffrement';
import type { Tire } from './tirage';

/** What becomes of a row that a restored server has no more. */
export type Sort = 'RENVOYER' | 'RETIRER' | 'LAISSER';

/**
 * [CO-6] What this account typed is sent again, were it sent before: between the backup and the breakdown, this PC may hold the only copy.
 * What a colleague typed comes back from his own. What was refused stays refused, and what is older than the window is not told.
 */
export const sortDe = (
  s: Pick<Saisie, '_id' | 'type' | 'date' | 'auteur'>,
  o: { auteur: string; debut: DateCivile | undefined; refusee: (id: string) => boolean },
): Sort => {
  if (o.refusee(s._id)) return 'LAISSER';
  if (!estSansAge(s.type) && o.debut !== undefined && s.date < o.debut) return 'LAISSER';
  return s.auteur === o.auteur ? 'RENVOYER' : 'RETIRER';
};

type Rangee = Scelle & { renvoyer: () => Promise<unknown> };

/** Goes through what this PC has: sends again, and gives what is to be taken away. */
export const trierApresRestauration = async (
  rangees: readonly Rangee[],
  recus: ReadonlySet<string>,
  o: { cle: CryptoKey; auteur: string; debut: DateCivile | undefined; refusee: (id: string) => boolean },
): Promise<Tire[]> => {
  const retirees: Tire[] = [];
  for (const r of rangees) {
    if (recus.has(r.id)) continue;
    const sort = sortDe(await ouvrir<Saisie>(o.cle, r.d), o);
    if (sort === 'RENVOYER') await r.renvoyer();
    if (sort === 'RETIRER') retirees.push({ id: r.id, v: r.v + 1, d: '', _deleted: true });
  }
  return retirees;
};
