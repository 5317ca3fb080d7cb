import { expect, test } from 'vitest';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { magasinMemoire } from '../../../store/memoire/memoire';
import { joursEntre } from './chantier';
import { creerVue } from './vue';

test('the days of a service of sixty antennas, empty or not, are kept between two rounds: they are not read again', async () => {
  const memoire = magasinMemoire();
  const bases = Array.from({ length: 60 }, (_, n) => `tg-antenne-a${n + 10}`);
  for (const base of bases) await memoire.creerBase(base);
  let lectures = 0;
  const vue = creerVue({
    ...memoire,
    plage: (...args) => {
      lectures += 1;
      return memoire.plage(...args);
    },
  });
  const debut = '2026-10-01' as DateCivile;
  const jours = joursEntre(debut, ajouterJours(debut, 39));
  const lire = async (): Promise<void> => {
    for (const base of bases)
      for (const type of ['visite', 'intervention', 'correction'] as const) await vue.lire(base, type, jours);
  };
  await lire();
  const premieres = lectures;
  expect(premieres).toBeGreaterThan(0);
  vue.alleger();
  await lire();
  expect(lectures).toBe(premieres);
});
