import { expect, test } from 'vitest';
import type { EtatService } from '#shared/contrats/exploitation/disponibilite';
import { jour, paris } from '#shared/testing/constructeurs';
import { ADRESSE_VIERGE, adresseVisite, ecrireAdresse, lireAdresse } from '../../../_ui/adresses/fiches';
import { motifParDefaut, pannesConnues, pannesLe } from './lot';

test('the motif of a line is the outage where one of its hours falls in it, and never one that is no longer in the list', () => {
  const tous = ['PANNE_SVI', 'TELEPHONE_INDISPONIBLE'];
  const pannes = [
    { debut: paris('2026-10-02 09:00'), fin: paris('2026-10-02 10:00') },
    { debut: paris('2026-10-03 15:00') },
  ];
  const motif = (...heures: string[]) =>
    motifParDefaut(
      heures.map((h) => paris(h)),
      pannes,
      tous,
    );
  expect(motif()).toBe('TELEPHONE_INDISPONIBLE');
  expect(motif('2026-10-02 08:00', '2026-10-02 08:59')).toBe('TELEPHONE_INDISPONIBLE');
  expect(motif('2026-10-02 08:00', '2026-10-02 09:30')).toBe('PANNE_SVI');
  expect(motif('2026-10-02 10:01')).toBe('TELEPHONE_INDISPONIBLE');
  expect(motif('2026-10-03 16:00')).toBe('PANNE_SVI');
  expect(motifParDefaut([paris('2026-10-03 16:00')], pannes, ['AUTRE'])).toBe('');
});

test('the address says day, aide and usager; a day that does not exist is none', () => {
  const lire = (q: string) => lireAdresse(new URLSearchParams(q));
  expect(lire('date=2026-02-30&usager=U1')).toEqual({ date: undefined, aide: '', usager: 'U1', vierge: false });
  const date = jour('2026-10-01');
  expect(lire(ecrireAdresse({ date, aide: 'I1' }).split('?')[1] ?? '')).toEqual({
    date,
    aide: 'I1',
    usager: '',
    vierge: false,
  });
  expect(lire(ADRESSE_VIERGE.split('?')[1] ?? '')).toMatchObject({ date: undefined, aide: '', vierge: true });
  const visite = adresseVisite({ id: 'intervention:2026-10-01:V1', date });
  expect(new URLSearchParams(visite.split('?')[1]).get('id')).toBe('intervention:2026-10-01:V1');
});

test('an outage is known for the days that it touches', () => {
  const vuLe = paris('2026-10-03 12:00');
  const jours = ['2026-09-30', '2026-10-01', '2026-10-02', '2026-10-03'].map(jour);
  const panne = { svi: { etat: 'PANNE' as const, depuis: paris('2026-10-02 09:00') }, pannes: [], vuLe };
  const touche = (e: EtatService | undefined) => jours.map((d) => pannesLe(pannesConnues(e), d).length > 0);
  expect(touche(panne)).toEqual([false, false, true, true]);
  const finie = { debut: paris('2026-09-30 20:00'), fin: paris('2026-10-01 08:00') };
  const apres = (quoi: 'SVI' | 'TRANSMISSION') => ({
    svi: { etat: 'OK' as const },
    pannes: [],
    terminee: { quoi, ...finie },
    vuLe,
  });
  expect(touche(apres('SVI'))).toEqual([true, true, false, false]);
  expect(touche(apres('TRANSMISSION'))).toEqual([false, false, false, false]);
  expect(touche(undefined)).toEqual([false, false, false, false]);
});
