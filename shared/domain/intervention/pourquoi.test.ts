import { expect, test } from 'vitest';
import { apparier, pointage, visite } from '../../testing/constructeurs';
import { pourquoi } from './pourquoi';

const [seule] = apparier({ visites: [visite('V1', '2026-10-01 08:30', '2026-10-01 09:30')], pointages: [] });
const [pointee] = apparier({
  visites: [visite('V1', '2026-10-01 08:30', '2026-10-01 09:30')],
  pointages: [pointage('A', '2026-10-01 08:31')],
});

test('[AP-7] a planned visit without a punch says so once it is past, and not while it is to come', () => {
  if (!seule || !pointee) throw new Error('no visit');
  expect(pourquoi(seule, 'NON_POINTEE').map((m) => m.texte)).toEqual(['Aucun pointage pour cette visite prévue.']);
  expect(pourquoi(seule, 'PREVUE')).toEqual([]);
  expect(pourquoi(pointee, 'EN_COURS')).toEqual(pointee.explication);
  expect(pointee.explication).not.toEqual([]);
});
