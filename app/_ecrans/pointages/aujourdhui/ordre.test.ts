import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { A_TRAITER } from '../../../_donnees/depot/statut-affiche';
import { enTete, ordonner, tenirOrdre } from './ordre';

const ligne = (id: string, heure: string, statut: Ligne['statut'] = 'PREVUE') =>
  ({ id, instant: `2026-11-25T${heure}:00Z`, statut, aTraiter: A_TRAITER.has(statut) }) as Ligne;
const ids = (lignes: Ligne[]) => lignes.map((l) => l.id).join('');

describe('ordonner', () => {
  it('[AL-5] les retards montent en tête, le reste suit l’heure', () => {
    expect(ids(ordonner([ligne('a', '08:00'), ligne('b', '09:00', 'EN_RETARD'), ligne('c', '10:00')]))).toBe('bac');
  });
  it('[CO-4] a conflict comes right below those who are late', () => {
    const lignes = [
      ligne('a', '07:00', 'SANS_DEPART'),
      ligne('b', '08:00', 'CONFLIT'),
      ligne('c', '09:00', 'EN_RETARD'),
    ];
    expect(ids(ordonner(lignes))).toBe('cba');
  });
  it('[AL-5] sous les retards et les départs attendus, ce qui reste à traiter', () => {
    const lignes = [
      ligne('a', '07:00', 'COMPLETE'),
      ligne('b', '08:00', 'SANS_DEPART'),
      ligne('c', '09:00', 'NON_POINTEE'),
      ligne('d', '10:00', 'DEPART_ATTENDU'),
      ligne('e', '11:00', 'SANS_ARRIVEE'),
      ligne('f', '12:00', 'EN_COURS'),
      ligne('g', '13:00', 'EN_RETARD'),
    ];
    expect(ids(ordonner(lignes))).toBe('dgbceaf');
  });
});

describe('tenirOrdre', () => {
  it('une ligne qui change reste à sa place', () => {
    const lignes = [ligne('a', '08:00'), ligne('b', '09:00', 'EN_COURS'), ligne('c', '10:00')];
    expect(ids(tenirOrdre(lignes, ['b', 'a', 'c']))).toBe('bac');
  });
  it('une ligne qui devient à traiter reste à sa place', () => {
    const lignes = [ligne('a', '08:00'), ligne('b', '09:00', 'SANS_DEPART'), ligne('c', '10:00', 'DEPART_ATTENDU')];
    expect(ids(tenirOrdre(lignes, ['a', 'b', 'c']))).toBe('abc');
  });
  it('une ligne nouvelle vient à son heure', () => {
    const lignes = [ligne('a', '08:00'), ligne('n', '09:00', 'EN_COURS'), ligne('c', '10:00')];
    expect(ids(tenirOrdre(lignes, ['a', 'c']))).toBe('anc');
  });
  it('montre chaque ligne une fois, et garde l’ordre de celles qui étaient là', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1 }), fc.nat(8), (lettres, n) => {
        const lignes = lettres
          .toSorted()
          .map((c, i) => ligne(c, `${10 + i}:00`, (['EN_RETARD', 'SANS_DEPART', 'PREVUE'] as const)[i % 3]));
        const avant = lettres.slice(0, n);
        const tenues = tenirOrdre(lignes, avant).map((l) => l.id);
        expect(tenues.toSorted()).toEqual(lettres.toSorted());
        expect(tenues.filter((id) => avant.includes(id))).toEqual(avant);
      }),
    );
  });
});

describe('enTete', () => {
  const dit = (l: Ligne, plus: Partial<Parameters<typeof enTete>[1]> = {}) =>
    enTete(l, { tenu: false, deplie: false, avant: new Map(), regardees: new Set(), ...plus });
  it('what asks for someone is on top, what is fine is folded, but for the one that is being looked at', () => {
    expect([dit(ligne('a', '08:00', 'SANS_DEPART')), dit(ligne('a', '08:00', 'COMPLETE'))]).toEqual([true, false]);
    const regardees = new Set(['a']);
    expect(dit(ligne('a', '08:00', 'COMPLETE'), { regardees })).toBe(true);
    expect(dit(ligne('a', '08:00', 'COMPLETE'), { regardees, deplie: true })).toBe(false);
  });
  it('while the order is held a corrected line stays on top, and one that has become late comes up unless the rest is read', () => {
    const [haut, bas] = [new Map([['a', true]]), new Map([['a', false]])];
    expect(dit(ligne('a', '08:00', 'CORRIGEE'), { tenu: true, avant: haut })).toBe(true);
    expect(dit(ligne('a', '08:00', 'CORRIGEE'), { avant: haut })).toBe(false);
    expect(dit(ligne('a', '08:00', 'EN_RETARD'), { tenu: true, avant: bas })).toBe(true);
    expect(dit(ligne('a', '08:00', 'EN_RETARD'), { tenu: true, avant: bas, deplie: true })).toBe(false);
  });
});
