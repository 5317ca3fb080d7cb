import { expect, test } from 'vitest';
import { antenneDuLien, avecAntenne } from './antenne-du-lien';

test('the address of a visit names its antenna; without a visit it names none', () => {
  const q = new URLSearchParams({ jour: '2026-11-25', id: 'intervention:2026-11-25:V1' });
  const dite = avecAntenne(q, 'NORD_EST');
  expect(antenneDuLien(dite)).toBe('NORD_EST');
  dite.delete('id');
  expect(avecAntenne(dite, 'EST').toString()).toBe('jour=2026-11-25');
  expect(antenneDuLien(new URLSearchParams({ antenne: 'LUNE' }))).toBeUndefined();
});
