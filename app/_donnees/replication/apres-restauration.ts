import type { Saisie } from '#shared/contrats/saisie';
import { estSansAge } from '#shared/replication/protocole';
import type { DateCivile } from '#shared/temps/types';
import type { Scelle } from '../base/base';
import { ouvrir } from '../chiffrement/chiffrement';
import type { Tire } from './tirage';

/** What becomes of a row that a restored server has no more. */
export type Sort = 'RENVOYER' | 'METTRE_A_PART' | 'LAISSER';

/**
 * [CO-6] What this account typed is sent again, were it sent before: between the backup and the breakdown, this PC may hold the only copy.
 * What a colleague typed comes back from his own, where it is still there: it is put aside as his, no longer shown as taken, and never
 * sent in his name. What was refused stays refused, and what is older than the window is not told.
 */
export const sortDe = (
  s: Pick<Saisie, '_id' | 'type' | 'date' | 'auteur'>,
  o: { auteur: string; debut: DateCivile | undefined; refusee: (id: string) => boolean },
): Sort => {
  if (o.refusee(s._id)) return 'LAISSER';
  if (!estSansAge(s.type) && o.debut !== undefined && s.date < o.debut) return 'LAISSER';
  return s.auteur === o.auteur ? 'RENVOYER' : 'METTRE_A_PART';
};

type Rangee = Scelle & { renvoyer: () => Promise<unknown> };

type Options = Parameters<typeof sortDe>[1] & {
  cle: CryptoKey;
  /** Writes what colleagues typed beside the saisies, before it leaves them. */
  garder: (autrui: readonly Saisie[]) => Promise<void>;
};

/** Goes through what this PC has: sends again, puts aside, and gives what is to leave the saisies. */
export const trierApresRestauration = async (
  rangees: readonly Rangee[],
  recus: ReadonlySet<string>,
  o: Options,
): Promise<Tire[]> => {
  const retirees: Tire[] = [];
  const autrui: Saisie[] = [];
  for (const r of rangees) {
    if (recus.has(r.id)) continue;
    const saisie = await ouvrir<Saisie>(o.cle, r.d);
    const sort = sortDe(saisie, o);
    if (sort === 'RENVOYER') await r.renvoyer();
    if (sort !== 'METTRE_A_PART') continue;
    autrui.push(saisie);
    retirees.push({ id: r.id, v: r.v + 1, d: '', _deleted: true });
  }
  if (autrui.length > 0) await o.garder(autrui);
  return retirees;
};
