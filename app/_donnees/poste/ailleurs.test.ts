import { expect, it } from 'vitest';
import { lireAilleurs } from './attente-ailleurs';

it('[CO-6] ce qui attend pour les autres antennes du compte se lit par leurs noms exacts, celle de l’écran exceptée', () => {
  const attentes: Record<string, number> = { 'tg-anne-est': 3, 'tg-anne-sud': 2, 'tg-anne-marie-nord_est': 9 };
  const refus: Record<string, number> = { 'tg-anne-centre': 1, 'tg-anne-est': 4 };
  const lire = {
    attente: (b: string) => attentes[b] ?? 0,
    autres: (b: string) => (b === 'tg-anne-sud' ? 1 : 0),
    refusees: (b: string) => refus[b] ?? 0,
  };
  expect(lireAilleurs('anne', 'EST', lire)).toEqual([
    { antenne: 'CENTRE', attente: 0, autres: 0, refusees: 1 },
    { antenne: 'SUD', attente: 2, autres: 1, refusees: 0 },
  ]);
  expect(lireAilleurs('anne', 'SUD', lire)).toContainEqual({ antenne: 'EST', attente: 3, autres: 0, refusees: 4 });
});
