import type { Resultat } from '#shared/contrats/commun';
import type { DateCivile } from '#shared/temps/types';
import type { Horloge } from '../ports/horloge';
import { refusGrappe } from '../store/grappe/grappe';
import type { Magasin } from '../store/lire';
import { basesSuivies, creerMoteur, JOURS_D_UN_TRAIT } from './rattraper';
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
  for (let i = 0; i < jours.length; i += JOURS_D_UN_TRAIT)
    relus.push(
      ...(await moteur.revoir(jours.slice(i, i + JOURS_D_UN_TRAIT), {
        ecrire,
        alertes: i + JOURS_D_UN_TRAIT >= jours.length,
      })),
    );
  return { ok: true, valeur: relus };
};
