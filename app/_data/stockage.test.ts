import { expect, it } from 'vitest';
import { expire } from './stockage';

const compte = { vuLe: '2026-11-18T12:00:00.000Z', joursSansContact: 7 };
const a = (t: string): number => Date.parse(t);

it('un poste que le serveur n’a pas vu depuis plus de sept jours doit se reconnecter, pas avant', () => {
  expect(expire(compte, a('2026-11-25T12:00:00Z'))).toBe(false);
  expect(expire(compte, a('2026-11-25T12:00:01Z'))).toBe(true);
  expect(expire({ ...compte, joursSansContact: 30 }, a('2026-12-18T12:00:00Z'))).toBe(false);
});
