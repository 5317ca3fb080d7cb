import type { Resultat } from '#shared/contrats/commun';
import { pluriel } from '#shared/libelles/formats';
import { epochMs } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { Horloge } from '../ports/horloge';
import { CALME, observer } from '../store/grappe/calme';
import type { Magasin } from '../store/lire';
import { basesSuivies, creerMoteur } from './rattraper';
import type { Relu } from './revoir';

const JOURS_D_UN_TRAIT = 8;

/** [FL-2] The second look of whole months, by hand: what differs, put right or only told. Refused while copies lag: it would not see. */
export const revoirTout = async (
  m: Magasin,
  horloge: Horloge,
  jours: readonly DateCivile[],
  ecrire: boolean,
): Promise<Resultat<Relu[]>> => {
  const noeuds = await m.noeuds();
  if (observer(CALME, noeuds, epochMs(horloge()), true).agitee) {
    const reste = noeuds.reduce((n, x) => n + (x.aTransmettre ?? 0), 0);
    const combien = reste === 0 ? '' : ` : encore ${pluriel(reste, 'document')}`;
    const message = `La grappe CouchDB se remet à jour${combien}. Rien n’a été vérifié. Réessayez dans quelques minutes.`;
    return { ok: false, refus: { code: 'GRAPPE_AGITEE', message } };
  }
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
