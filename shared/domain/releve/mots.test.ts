import { describe, expect, it } from 'vitest';
import { moisSchema } from '../../temps/types';
import { jour, paris } from '../../testing/constructeurs';
import { jsonCanonique } from './json-canonique';
import {
  dateCourte,
  dateEntiere,
  dateEtHeure,
  deMois,
  deNom,
  duree,
  lireMoisEcrit,
  moisEnMots,
  plageEnMots,
} from './mots';
import { lettreDe } from './repartition';

const espaces = (t: string): string => t.replaceAll('\u00a0', ' ');

describe('words of the statement', () => {
  it('months, dates, hours and durations in French', () => {
    expect(moisEnMots(moisSchema.parse('2026-02'))).toBe('février 2026');
    expect(deMois(moisSchema.parse('2026-08'))).toBe('d’août 2026');
    expect(deMois(moisSchema.parse('2026-03'))).toBe('de mars 2026');
    expect(espaces(dateCourte(jour('2026-11-25')))).toBe('mer. 25 nov.');
    expect(espaces(dateEntiere(jour('2027-08-01')))).toBe('1er août 2027');
    expect(espaces(dateEtHeure(paris('2026-10-25 00:05')))).toBe('25 octobre 2026 à 0 h 05');
    const plage = (de: string, fin: string) => espaces(plageEnMots(paris(de), paris(fin)));
    expect(plage('2026-12-01 22:00', '2026-12-01 23:00')).toBe('Le 1er décembre 2026, de 22 h 00 à 23 h 00');
    expect(plage('2026-12-01 22:00', '2026-12-02 01:00')).toBe(
      'Du 1er décembre 2026 à 22 h 00 au 2 décembre 2026 à 1 h 00',
    );
    expect(espaces(duree(65))).toBe('1 h 05');
    expect(espaces(duree(6005))).toBe('100 h 05');
  });

  it('a name takes d’ before a vowel, accented or not, and before the h that is not heard', () => {
    for (const nom of ['Élodie', 'AUBERT Nadège', 'ÉVRARD Paul', 'Ouest', 'Hélène', 'HUBERT Jean', 'Yvette', 'Œuvre'])
      expect(deNom(nom)).toBe(`d’${nom}`);
    for (const nom of ['Jeanne', 'BÉNARD René', 'Hamid', 'Yasmina', 'Çelik', '']) expect(deNom(nom)).toBe(`de ${nom}`);
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

  it('letters go on after Z', () => {
    expect([0, 25, 26, 27, 51, 52].map(lettreDe)).toEqual(['A', 'Z', 'AA', 'AB', 'AZ', 'BA']);
  });

  it('one text for one value', () => {
    expect(jsonCanonique({ b: [1, { d: undefined, c: 'é' }], a: null })).toBe('{"a":null,"b":[1,{"c":"é"}]}');
    expect(jsonCanonique({ a: null, b: [1, { c: 'é' }] })).toBe('{"a":null,"b":[1,{"c":"é"}]}');
  });
});
