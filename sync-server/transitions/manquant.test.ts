import { afterEach, beforeEach, expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { visite } from '#shared/testing/constructeurs';
import type { LigneCle, LignePlage } from '../store/magasin';
import { entourer } from '../store/testing/entourer';
import { basesSuivies, creerMoteur } from './rattraper';
import { type BancTransitions, ouvrirBancDUneVisite } from './testing/banc';

const EST = baseAntenne('EST');
const JOUR = '2026-11-25';
const CACHEE = `visite:${JOUR}:V2`;

let banc: BancTransitions;
beforeEach(async () => {
  banc = await ouvrirBancDUneVisite(JOUR, visite('V2', `${JOUR} 14:00`, `${JOUR} 15:00`));
});
afterEach(() => banc.fermer());

/** A store in which one document that the feed names is on a copy that nobody reads, for so many readings by id. */
const enCachant = (lectures: number) => {
  let restent = lectures;
  return entourer(banc.magasin, async (o, faire) => {
    const lignes = await faire();
    if (o.base !== EST || restent === 0) return lignes;
    if (o.nom === 'plage') return (lignes as LignePlage[]).filter((l) => l.id !== CACHEE);
    if (o.nom !== 'parCles') return lignes;
    const lues = lignes as LigneCle[];
    if (!lues.some((l) => l.id === CACHEE)) return lignes;
    restent -= 1;
    return lues.map((l) => (l.id === CACHEE ? { id: l.id, supprime: false } : l));
  });
};

test.each([1, 4, 7, 8, 9, 12, 20, 40, Number.POSITIVE_INFINITY])(
  '[FL-1] what the feed named and %s readings by id do not find is paired, or waited for, however often the round is gone through',
  async (lectures) => {
    const moteur = await creerMoteur(enCachant(lectures), banc.horloge);
    await moteur.tour(await basesSuivies(banc.magasin));
    const prevues = (await banc.interventions('EST')).flatMap((i) => i.visite?.id ?? []);
    expect({ paire: prevues.includes('V2'), attend: moteur.enAttente().includes(EST) }).not.toEqual({
      paire: false,
      attend: false,
    });
    if (lectures < Number.POSITIVE_INFINITY) {
      for (let n = 0; n < 10; n += 1) await moteur.tour(await basesSuivies(banc.magasin));
      expect((await banc.interventions('EST')).flatMap((i) => i.visite?.id ?? []).sort()).toEqual(['V1', 'V2']);
      expect(moteur.manquants()).toBe(0);
    }
  },
);
