import { describe, expect, it } from 'vitest';
import { creerAlea } from '#shared/testing/alea';
import type { Noeud } from '../magasin';
import { creerGrappe } from '../testing/copies/grappe';
import { magasinGrappe, type Porte } from '../testing/copies/magasin-grappe';
import { constaterGrappe, jugerGrappe, refusGrappe, refusRetard } from './grappe';

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
    // Who has seen nothing of it, of nodes that say nothing of each other, cannot know.
    expect(await constaterGrappe(grappe(apres(20)))).toEqual({ etat: 'CALME' });
  });

  it('who has seen nothing of a cut is told of it by the nodes: who was cut from all is named, of two both are', async () => {
    const disant = (...revus: Record<string, number>[]) =>
      [1, 2, 3].map((n) => noeud(n, { actifS: 9_000, revus: revus[n - 1] ?? {} }));
    const [n1, n2, n3] = ['couchdb@10.0.0.11', 'couchdb@10.0.0.12', 'couchdb@10.0.0.13'];
    const recents = (...noeuds: string[]) => ({ etat: 'RECENTS', noeuds });
    const coupe = (s: number) => disant({ [n2]: 8_000, [n3]: s }, { [n1]: 8_000, [n3]: s }, { [n1]: s, [n2]: s });
    expect(await constaterGrappe(grappe(coupe(5)))).toEqual(recents(n3));
    expect(await constaterGrappe(grappe(coupe(60)))).toEqual(recents(n3));
    expect(await constaterGrappe(grappe(coupe(61)))).toEqual({ etat: 'CALME' });
    // The one we ask sees both, and they do not see each other.
    expect(await constaterGrappe(grappe(disant({}, { [n3]: 0 }, { [n2]: 0 })))).toEqual(recents(n2, n3));
    expect(await dire(disant({ [n3]: 5 }, {}, { [n1]: 5 }))).toBe(
      `La grappe se remet à jour : ${n1}, ${n3} viennent de revenir. Rien n’a été clos. Réessayez dans quelques minutes.`,
    );
    // Of one that is away nothing else is said.
    const absent = disant({ [n3]: 0 }, { [n3]: 0 }).map((n) => (n.nom === n3 ? { nom: n3, present: false } : n));
    expect((await refusRetard(grappe(absent), ''))?.refus.code).toBeUndefined();
  });

  it('what is refused says what was not done, why, and what to do', async () => {
    expect(await dire([noeud(1, { aTransmettre: 36_000 }), noeud(2, { aTransmettre: 693 }), noeud(3)])).toBe(
      'La grappe se remet à jour : encore 36 693 documents. Rien n’a été clos. Réessayez dans quelques minutes.',
    );
    expect(await dire(trois({ present: false }))).toBe(
      'Un nœud de la grappe ne répond pas (couchdb@10.0.0.13). Rien n’a été clos. Remettez-le en service, ou prévenez l’exploitant, puis réessayez.',
    );
    expect(await dire([noeud(1), { ...muet, nom: 'couchdb@10.0.0.12', present: false }, muet])).toBe(
      'Des nœuds de la grappe ne répondent pas (couchdb@10.0.0.12, couchdb@10.0.0.13). Rien n’a été clos. Remettez-les en service, ou prévenez l’exploitant, puis réessayez.',
    );
    expect(await dire(trois({ actifS: 4 }))).toBe(
      'La grappe se remet à jour : couchdb@10.0.0.13 vient de revenir. Rien n’a été clos. Réessayez dans quelques minutes.',
    );
    expect(await dire(trois({}))).toBeUndefined();
  });

  it('who reads it on a screen has no node to put back: what happens, that nothing is lost, when to try again', async () => {
    const deux = [noeud(1), noeud(2, { present: false }), noeud(3, { present: false })];
    for (const noeuds of [trois({ aTransmettre: 36_693 }), trois({ present: false }), deux, trois({ actifS: 4 })]) {
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

describe('three copies of which the network parted one', () => {
  it('a command that starts once they see each other again refuses for a minute: what it reads lacks what the other side wrote', async () => {
    let ms = 0;
    const g = creerGrappe({ alea: creerAlea(1), horlogeMs: () => ms });
    g.retards = { ecriture: 0, ordre: 0, lecture: 0 };
    g.cadence = 0;
    const porte: Porte = { prefere: 0 };
    const m = magasinGrappe(g, porte);
    await m.creerBase('contrat');
    g.separer(0);
    porte.cote = 1;
    await m.ecrire('contrat', [{ _id: 'a' }]);
    // On the other side, as the majority has it.
    Object.assign(porte, { cote: 0, prefere: 1 });
    await m.ecrire('contrat', [{ _id: 'b' }]);
    g.reunir();
    ms += 5_000;
    const commande = magasinGrappe(g, { prefere: 0 });
    // Nobody has noticed yet, and nothing is said to be left to push.
    expect((await commande.noeuds()).map((n) => n.aTransmettre)).toEqual([0, 0, 0]);
    expect((await commande.plage('contrat', { debut: '', fin: 'z' }, 'sans')).map((l) => l.id)).toEqual(['a']);
    expect((await refusGrappe(commande, 'Rien n’a été clos.'))?.refus.message).toContain('vient de revenir');
    g.converger();
    ms += 61_000;
    expect(await refusGrappe(magasinGrappe(g, { prefere: 0 }), 'Rien n’a été clos.')).toBeUndefined();
  });
});
