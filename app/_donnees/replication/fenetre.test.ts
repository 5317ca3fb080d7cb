import { expect, it } from 'vitest';
import type { DateCivile } from '#shared/temps/types';
import { changementFenetre } from './fenetre';

const d = (t: string) => t as DateCivile;

it('une fenêtre qui avance retire des mois, une qui grandit en fait relire', () => {
  expect(changementFenetre(undefined, d('2026-09-01'))).toBe('AVANCEE');
  expect(changementFenetre(d('2026-09-01'), d('2026-09-01'))).toBe('AUCUN');
  expect(changementFenetre(d('2026-09-01'), d('2026-10-01'))).toBe('AVANCEE');
  expect(changementFenetre(d('2026-09-01'), d('2026-06-01'))).toBe('GRANDIE');
});
