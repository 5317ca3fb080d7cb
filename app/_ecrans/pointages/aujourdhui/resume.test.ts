import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { A_TRAITER, type StatutAffiche } from '../../../_donnees/depot/statut-affiche';
import { STATUTS } from '../../../_ui/mots/statuts';
import { resumer } from './resume';

const ligne = (statut: StatutAffiche, plus: Partial<Ligne> = {}): Ligne =>
  ({ statut, aTraiter: A_TRAITER.has(statut), ...plus }) as Ligne;
const dit = (...lignes: Ligne[]) => {
  const { aTraiter, aFaire, reste } = resumer(lignes);
  const noms = (parts: readonly { nom: string }[]) => parts.map((p) => p.nom.replaceAll('\u00a0', ' '));
  return [aTraiter, noms(aFaire), noms(reste)];
};

it('[AL-5] le jour dit combien de visites sont à traiter, puis ce que chacune attend, dans les mots de sa ligne', () => {
  const lignes = [ligne('DEPART_ATTENDU'), ligne('EN_RETARD'), ligne('EN_RETARD'), ligne('SANS_DEPART')];
  expect(dit(...lignes, ligne('NON_POINTEE'), ligne('PREVUE'), ligne('COMPLETE'), ligne('CREEE'))).toEqual([
    5,
    ['2 en retard', '1 départ attendu', '1 sans départ', '1 non pointée'],
    ['1 à venir', '2 faites'],
  ]);
  // Complete, and yet to be treated: it is not counted with those that are done.
  const seule = { aTraiter: true };
  expect(dit(ligne('COMPLETE', { ...seule, refus: 'Mois clos.' }), ligne('COMPLETE', seule))).toEqual([
    2,
    ['1 correction refusée', '1 à vérifier'],
    [],
  ]);
  expect(dit(ligne('PREVUE'))).toEqual([0, [], ['1 à venir']]);
});

it('[AL-5] chaque visite du jour y est comptée une fois, et ce qui est à faire fait le compte de ce qui est à traiter', () => {
  const statuts = Object.keys(STATUTS) as StatutAffiche[];
  const une = fc.record({ statut: fc.constantFrom(...statuts), force: fc.boolean(), refusee: fc.boolean() });
  fc.assert(
    fc.property(fc.array(une, { maxLength: 30 }), (tirees) => {
      const lignes = tirees.map(({ statut, force, refusee }) =>
        ligne(statut, {
          aTraiter: A_TRAITER.has(statut) || force,
          ...(force && refusee ? { refus: 'Mois clos.' } : {}),
        }),
      );
      const { aTraiter, aFaire, reste } = resumer(lignes);
      const somme = (parts: readonly { nom: string }[]) => parts.reduce((s, p) => s + Number.parseInt(p.nom, 10), 0);
      expect(somme(aFaire)).toBe(aTraiter);
      expect(somme(aFaire) + somme(reste)).toBe(lignes.length);
    }),
  );
});

it('[AL-5] one line says where the antenna stands: planned, done, late, to correct; each counter shows what it counts', () => {
  const prevu = { prevu: {} } as Partial<Ligne>;
  const lignes = [
    ligne('COMPLETE', prevu),
    ligne('CORRIGEE', prevu),
    ligne('EN_RETARD', prevu),
    ligne('DEPART_ATTENDU', prevu),
    ligne('CONFLIT', prevu),
    ligne('PREVUE', prevu),
    ligne('ANNULEE', prevu),
    ligne('SANS_DEPART'),
  ];
  const { phrase, aFaire, reste } = resumer(lignes);
  expect(phrase.replaceAll('\u00a0', ' ')).toBe('6 prévues, 2 faites, 2 en retard, 2 à corriger');
  for (const p of [...aFaire, ...reste]) expect(lignes.filter(p.passe)).toHaveLength(Number.parseInt(p.nom, 10));
  expect(resumer([ligne('PREVUE', prevu)]).phrase.replaceAll('\u00a0', ' ')).toBe('1 prévue, 0 faite');
});

it('[AL-5] of those that are done, the ones that nobody had planned are said: they are not among the planned ones', () => {
  const prevu = { prevu: {} } as Partial<Ligne>;
  const dite = (...lignes: Ligne[]) => resumer(lignes).phrase.replaceAll('\u00a0', ' ');
  const faite = ligne('COMPLETE', prevu);
  expect(dite(faite, ligne('CREEE'), ligne('COMPLETE'))).toBe('1 prévue, 3 faites (dont 2 non prévues)');
  expect(dite(faite, ligne('CREEE'))).toBe('1 prévue, 2 faites (dont 1 non prévue)');
  expect(dite(faite)).toBe('1 prévue, 1 faite');
});
