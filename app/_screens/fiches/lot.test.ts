import { expect, test } from 'vitest';
import { jour, paris } from '#shared/testing/constructeurs';
import { adresseVisite, ecrireAdresse, lireAdresse } from './adresse';
import { motifParDefaut, panneLe } from './lot';

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

test('an outage is known for the days that it touches', () => {
  const vuLe = paris('2026-10-03 12:00');
  const jours = ['2026-09-30', '2026-10-01', '2026-10-02', '2026-10-03'].map(jour);
  const panne = { svi: { etat: 'PANNE' as const, depuis: paris('2026-10-02 09:00') }, pannes: [], vuLe };
  expect(jours.map((d) => panneLe(panne, d))).toEqual([false, false, true, true]);
  const finie = { debut: paris('2026-09-30 20:00'), fin: paris('2026-10-01 08:00') };
  const apres = (quoi: 'SVI' | 'TRANSMISSION') => ({
    svi: { etat: 'OK' as const },
    pannes: [],
    terminee: { quoi, ...finie },
    vuLe,
  });
  expect(jours.map((d) => panneLe(apres('SVI'), d))).toEqual([true, true, false, false]);
  expect(jours.map((d) => panneLe(apres('TRANSMISSION'), d))).toEqual([false, false, false, false]);
  expect(panneLe(undefined, jours[3] ?? jour('2026-10-03'))).toBe(false);
});
