import type { Appel } from '#shared/contrats/pointages/pointage';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import type { Magasin } from '../../../store/lire';
import { creerVue } from '../monde/vue';
import { lireAboutis } from './aboutis';

/** Days of failed calls that are looked at together: what is in memory of their punches stays bounded. */
const JOURS_PAR_LOT = 10;

/** [PT-4] Failed calls in order of time, but those that gave a punch after all: as received, both are there. */
export async function* sansAboutis<A extends Appel>(m: Magasin, recus: AsyncIterable<A>): AsyncGenerator<A> {
  let lot: A[] = [];
  const trier = async (): Promise<A[]> => {
    const aboutis = new Set((await lireAboutis({ vue: creerVue(m) }, [], lot)).map((a) => a._id));
    return lot.filter((a) => !aboutis.has(a._id));
  };
  for await (const a of recus) {
    const [premier] = lot;
    if (premier && dateParis(a.instant) > ajouterJours(dateParis(premier.instant), JOURS_PAR_LOT)) {
      yield* await trier();
      lot = [];
    }
    lot.push(a);
  }
  yield* await trier();
}
