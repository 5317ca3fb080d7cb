import { expect, test } from 'vitest';
import { jour } from '#shared/testing/constructeurs';
import { adresseVisite, ecrireAdresse, lireAdresse } from './adresse';
import { motifParDefaut } from './lot';

test('the motif offered is the outage where one is known, and never one that is no longer in the list', () => {
  const tous = ['PANNE_SVI', 'TELEPHONE_INDISPONIBLE'];
  expect(motifParDefaut(true, tous)).toBe('PANNE_SVI');
  expect(motifParDefaut(false, tous)).toBe('TELEPHONE_INDISPONIBLE');
  expect(motifParDefaut(true, ['AUTRE'])).toBe('');
});

test('the address says day, aide and usager; a day that does not exist is none', () => {
  const lire = (q: string) => lireAdresse(new URLSearchParams(q));
  expect(lire('date=2026-02-30&usager=U1')).toEqual({ date: undefined, aide: '', usager: 'U1' });
  const date = jour('2026-10-01');
  expect(lire(ecrireAdresse({ date, aide: 'I1' }).split('?')[1] ?? '')).toEqual({ date, aide: 'I1', usager: '' });
  const visite = adresseVisite({ id: 'intervention:2026-10-01:V1', date });
  expect(new URLSearchParams(visite.split('?')[1]).get('id')).toBe('intervention:2026-10-01:V1');
});
