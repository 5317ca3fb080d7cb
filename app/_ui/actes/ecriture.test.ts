import { describe, expect, it } from 'vitest';
import type { Saisie as SaisieEcrite } from '#shared/contrats/saisie';
import { correction } from '#shared/testing/constructeurs';
import { ecritures, pendantEcriture } from '../../_donnees/depot/ecritures';
import { ecrire, estEnEcriture } from './ecriture';

const disque = () => {
  const ecrits: string[] = [];
  const portes: { ouvrir: () => void; casser: () => void }[] = [];
  const enregistrer = (lignes: readonly SaisieEcrite[]): Promise<void> =>
    new Promise((ok, ko) => {
      const ouvrir = (): void => {
        ecrits.push(...lignes.map((l) => l._id));
        ok();
      };
      portes.push({ ouvrir, casser: () => ko(new Error('plein')) });
    });
  return { ecrits, portes, enregistrer };
};
const un = (id: string) => correction('HORAIRE', { id });

describe('écrire derrière qui tape', () => {
  it('[CO-6] dans l’ordre tapé, l’une après l’autre ; une visite est en cours jusqu’à ce que le disque l’ait', async () => {
    const d = disque();
    const premiere = ecrire(d, [un('A')], ['a']);
    const seconde = ecrire(d, [un('B1'), un('B2')], ['b']);
    await Promise.resolve();
    expect([d.portes.length, estEnEcriture('a'), estEnEcriture('b')]).toEqual([1, true, true]);
    d.portes[0]?.ouvrir();
    await premiere;
    await Promise.resolve();
    await Promise.resolve();
    expect([d.portes.length, estEnEcriture('a'), estEnEcriture('b')]).toEqual([2, false, true]);
    d.portes[1]?.ouvrir();
    await seconde;
    expect(d.ecrits.map((x) => x.split(':').at(-1))).toEqual(['A', 'B1', 'B2']);
  });
  it('[CO-6] un disque plein refuse l’une sans retenir la suivante', async () => {
    const d = disque();
    const premiere = ecrire(d, [un('C')], ['c']);
    const seconde = ecrire(d, [un('D')], ['d']);
    await Promise.resolve();
    d.portes[0]?.casser();
    await expect(premiere).rejects.toThrow('plein');
    await Promise.resolve();
    await Promise.resolve();
    expect(estEnEcriture('c')).toBe(false);
    d.portes[1]?.ouvrir();
    await seconde;
    expect(d.ecrits).toHaveLength(1);
  });
});

const unTour = (): Promise<void> => new Promise((fini) => setTimeout(() => setTimeout(fini)));

it('[CO-6] ce qui s’écrit, ou attend son tour de l’être, n’est compté fini qu’une fois rendu à son auteur, gardé ou refusé', async () => {
  const disque: { ecrite: () => void; refusee: () => void }[] = [];
  const enregistrer = (): Promise<void> =>
    new Promise((ecrite, refus) => disque.push({ ecrite, refusee: () => refus(new Error('plein')) }));
  let rendue = false;
  void ecrire({ enregistrer }, [], ['v1']);
  ecrire({ enregistrer }, [], ['v2']).catch(async () => {
    await Promise.resolve();
    rendue = true;
  });
  await unTour();
  expect(ecritures.lire()).toBe(2);
  const vues: [number, boolean][] = [];
  const cesser = ecritures.abonner(() => vues.push([ecritures.lire(), rendue]));
  disque[0]?.ecrite();
  await unTour();
  disque[1]?.refusee();
  await unTour();
  expect(vues).toEqual([
    [1, false],
    [0, true],
  ]);
  cesser();
  await pendantEcriture(Promise.resolve());
  await unTour();
  expect(ecritures.lire()).toBe(0);
});
