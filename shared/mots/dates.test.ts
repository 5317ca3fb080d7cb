import { describe, expect, it, test } from 'vitest';
import { moisSchema } from '../temps/types';
import { jour, paris } from '../testing/constructeurs';
import {
  dateBreve,
  dateCourte,
  dateDeReleve,
  dateEntiere,
  dateEtHeure,
  dateHeure,
  dateLongue,
  dateLongueEtAnnee,
  dateLongueEtHeure,
  deMois,
  duree,
  heure,
  lireMoisEcrit,
  moisCourt,
  moisEnMots,
  plageEnMots,
} from './dates';

const espaces = (t: string): string => t.replaceAll('\u00a0', ' ');

describe('days, months and hours in French', () => {
  it('months', () => {
    expect(moisEnMots(moisSchema.parse('2026-02'))).toBe('février 2026');
    expect(moisCourt(moisSchema.parse('2026-02'))).toBe('févr.');
    expect(deMois(moisSchema.parse('2026-08'))).toBe('d’août 2026');
    expect(deMois(moisSchema.parse('2026-03'))).toBe('de mars 2026');
  });

  it('hours and durations', () => {
    expect(espaces(heure(paris('2026-11-25 08:31')))).toBe('8 h 31');
    expect(heure(undefined)).toBe('');
    expect([65, 6005].map(duree).map(espaces)).toEqual(['1 h 05', '100 h 05']);
  });

  it('the day is that of Paris, and the first is « 1er »', () => {
    expect(espaces(dateEntiere(jour('2027-08-01')))).toBe('1er août 2027');
    expect(espaces(dateEtHeure(paris('2026-10-25 00:05')))).toBe('25 octobre 2026 à 0 h 05');
    expect(espaces(dateLongueEtHeure(paris('2026-12-01 00:05')))).toBe('mardi 1er décembre à 0 h 05');
    expect(espaces(dateHeure(paris('2026-11-25 09:12'), jour('2026-11-25')))).toBe('mer. 25 nov. 9 h 12');
    expect(dateCourte(jour('2026-12-01'))).toBe('mar. 1er déc.');
  });

  it('a statement keeps the date that it has always had', () => {
    expect(dateDeReleve(jour('2026-10-01'))).toBe('jeu.\u00a01\u00a0oct.');
  });

  it('from an hour to another, of one day or of two', () => {
    const plage = (de: string, fin: string) => espaces(plageEnMots(paris(de), paris(fin)));
    expect(plage('2026-12-01 22:00', '2026-12-01 23:00')).toBe('Le 1er décembre 2026, de 22 h 00 à 23 h 00');
    expect(plage('2026-12-01 22:00', '2026-12-02 01:00')).toBe(
      'Du 1er décembre 2026 à 22 h 00 au 2 décembre 2026 à 1 h 00',
    );
  });

  it('a month is read as people write it, in words or in figures', () => {
    for (const n of Array.from({ length: 12 }, (_, i) => i + 1)) {
      const mois = moisSchema.parse(`2026-${String(n).padStart(2, '0')}`);
      for (const texte of [mois, ` ${mois} `, moisEnMots(mois), moisEnMots(mois).toUpperCase()])
        expect(lireMoisEcrit(texte), texte).toBe(mois);
    }
    expect([lireMoisEcrit('aout  2026'), lireMoisEcrit('Décembre\u00a02026')]).toEqual(['2026-08', '2026-12']);
    for (const faux of ['', '2026-13', 'octobre', '10/2026', 'brumaire 2026', 'octobre 26', '2026-10-01'])
      expect(lireMoisEcrit(faux), faux).toBeUndefined();
  });
});

test.each([
  ['2026-10-10', '2026-11-25', '10 oct.'],
  ['2026-11-01', '2026-11-25', '1er nov.'],
  ['2026-11-11', '2026-11-25', '11 nov.'],
  ['2025-12-31', '2026-01-02', '31 déc. 2025'],
])('a short date: %s seen on %s', (d, aujourdhui, attendu) => {
  expect(dateBreve(jour(d), jour(aujourdhui))).toBe(attendu.replaceAll(' ', '\u00a0'));
});

test.each([
  ['2026-10-01', 'jeudi 1er octobre 2026'],
  ['2026-10-11', 'dimanche 11 octobre 2026'],
  ['2026-10-31', 'samedi 31 octobre 2026'],
])('a date in full: %s', (d, attendu) => {
  expect(dateLongueEtAnnee(jour(d))).toBe(attendu);
  expect(dateLongue(jour(d))).toBe(attendu.replace(' 2026', ''));
});
