import type { Resultat } from '#shared/contrats/commun';
import type { DateCivile } from '#shared/temps/types';
import type { Horloge } from '../ports/horloge';
import { refusGrappe } from '../store/grappe/grappe';
import type { Magasin } from '../store/lire';
import { basesSuivies, creerMoteur, enTraits } from './rattraper';
import type { Relu } from './revoir';

/** [FL-2] The second look of whole months, by hand: what differs, put right or only told. Refused while copies lag: it would not see. */
export const revoirTout = async (
  m: Magasin,
  horloge: Horloge,
  jours: readonly DateCivile[],
  ecrire: boolean,
): Promise<Resultat<Relu[]>> => {
  const enRetard = await refusGrappe(m, 'Rien n’a été vérifié.');
  if (enRetard) return enRetard;
  const moteur = await creerMoteur(m, horloge);
  await moteur.tour(await basesSuivies(m));
  const relus: Relu[] = [];
  const traits = enTraits(jours);
  for (const [n, siens] of traits.entries())
    for (const x of await moteur.revoir(siens, { ecrire, alertes: n === traits.length - 1 })) relus.push(x);
  return { ok: true, valeur: relus };
};
