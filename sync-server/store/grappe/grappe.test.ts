import { describe, expect, it } from 'vitest';
import type { Noeud } from '../magasin';
import { constaterGrappe, jugerGrappe, refusGrappe } from './grappe';

const noeud = (n: number, plus: Partial<Noeud> = {}): Noeud => ({
  nom: `couchdb@10.0.0.1${n}`,
  present: true,
  aTransmettre: 0,
  actifS: 61,
  ...plus,
});
const trois = (dernier: Partial<Noeud>): Noeud[] => [noeud(1), noeud(2), noeud(3, dernier)];
const muet: Noeud = { nom: 'couchdb@10.0.0.13', present: true };

/** A store that answers these nodes, one list after the other, the last one for good. */
const grappe = (...suites: Noeud[][]) => {
  let n = 0;
  return { noeuds: async () => suites[Math.min(n++, suites.length - 1)] ?? [], lus: () => n };
};
const dire = async (noeuds: Noeud[]): Promise<string | undefined> =>
  (await refusGrappe(grappe(noeuds), 'Rien n’a été clos.'))?.refus.message.replace(/\s/g, ' ');

describe('a cluster that is whole and calm', () => {
  it.each<[string, Noeud[]]>([
    ['one process', []],
    ['one node, whatever it says', [noeud(1, { aTransmettre: 3, actifS: 2 })]],
    ['three nodes that have nothing to push, for more than a minute', trois({})],
  ])('%s', (_, noeuds) => expect(jugerGrappe(noeuds)).toEqual({ etat: 'CALME' }));

  it.each<[string, Noeud[], string]>([
    ['one that is away', trois({ present: false }), 'MUETS'],
    ['one that says nothing of itself', [noeud(1), noeud(2), muet], 'MUETS'],
    ['one that has to push', trois({ aTransmettre: 1 }), 'RETARD'],
    ['one that has just started, although nothing is to be pushed yet', trois({ actifS: 60 }), 'RECENTS'],
    ['away comes before late', [noeud(1, { aTransmettre: 9 }), noeud(2), muet], 'MUETS'],
  ])('not with %s', (_, noeuds, etat) => expect(jugerGrappe(noeuds)).toMatchObject({ etat }));

  it('after a cut of the network nobody has restarted: one that was seen away is not believed for a minute', async () => {
    const apres = (s: number, plus: Partial<Noeud> = {}) =>
      [1, 2].map((n) => noeud(n, { actifS: 900 + s })).concat(noeud(3, { actifS: 900 + s, ...plus }));
    const m = grappe(apres(0, { present: false }), apres(20), apres(60), apres(61));
    const etats = [];
    for (let n = 0; n < 4; n += 1) etats.push((await constaterGrappe(m)).etat);
    expect(etats).toEqual(['MUETS', 'RECENTS', 'RECENTS', 'CALME']);
    // That those who saw it have started again since then does not make it last.
    const relances = grappe(apres(9_000, { present: false }), apres(-600));
    for (const etat of ['MUETS', 'CALME']) expect(await constaterGrappe(relances)).toMatchObject({ etat });
    // Who has seen nothing of it cannot know.
    expect(await constaterGrappe(grappe(apres(20)))).toEqual({ etat: 'CALME' });
  });

  it('what is refused says what was not done, why, and what to do', async () => {
    expect(await dire([noeud(1, { aTransmettre: 36_000 }), noeud(2, { aTransmettre: 693 }), noeud(3)])).toBe(
      'La grappe se remet à jour : encore 36 693 documents. Rien n’a été clos. Réessayez dans quelques minutes.',
    );
    expect(await dire(trois({ present: false }))).toBe(
      'Un nœud de la grappe ne répond pas (couchdb@10.0.0.13). Rien n’a été clos. Remettez-le en service, ou prévenez l’exploitant, puis réessayez.',
    );
    expect(await dire(trois({ actifS: 4 }))).toBe(
      'La grappe se remet à jour : couchdb@10.0.0.13 vient de revenir. Rien n’a été clos. Réessayez dans quelques minutes.',
    );
    expect(await dire(trois({}))).toBeUndefined();
  });

  it('who reads it on a screen has no node to put back: what happens, that nothing is lost, when to try again', async () => {
    for (const noeuds of [trois({ aTransmettre: 36_693 }), trois({ present: false }), trois({ actifS: 4 })]) {
      const { ecran = '' } = (await refusGrappe(grappe(noeuds), 'Rien n’a été clos.'))?.refus ?? {};
      expect(ecran).toMatch(/machines? qui garde.*Rien n’a été clos\.|Rien n’a été clos\..*machines? qui garde/);
      expect(ecran).toContain('Rien n’est perdu');
      expect(ecran).toMatch(/[Rr]éessayez (dans quelques minutes|quand)/);
      expect(ecran).not.toContain('couchdb@');
    }
  });

  it('the few documents of a service at work are waited for; many are not', async () => {
    const passager = grappe(trois({ aTransmettre: 2 }), trois({}));
    expect(await constaterGrappe(passager)).toEqual({ etat: 'CALME' });
    expect(passager.lus()).toBe(2);
    const long = grappe(trois({ aTransmettre: 5_000 }), trois({}));
    expect(await constaterGrappe(long)).toEqual({ etat: 'RETARD', documents: 5_000 });
    expect(long.lus()).toBe(1);
  });
});
