import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ajouterJours } from '../temps/paris';
import { jour } from '../testing/constructeurs';
import { PERIODES, type Periode } from './contrat';
import { derniereEcheance } from './definitions/echeances';
import { moisDeLaPeriode } from './moteur';
import { bornesDe, genreDe, glissantesDe, periodeDe, periodeVoisine } from './periodes';

const GENRES = Object.keys(PERIODES) as Periode[];
const unJour = fc.integer({ min: 0, max: 4_000 }).map((n) => ajouterJours(jour('2020-01-01'), n));

test('periods of a kind follow each other without a gap, and each day is in its own', () => {
  fc.assert(
    fc.property(fc.constantFrom(...GENRES), unJour, (genre, d) => {
      const p = periodeDe(genre, d);
      expect(p.du <= d && d <= p.au).toBe(true);
      expect(periodeDe(genre, p.au)).toEqual(p);
      const suivante = periodeVoisine(genre, p, 1);
      expect(suivante.du).toBe(ajouterJours(p.au, 1));
      expect(periodeVoisine(genre, suivante, -1)).toEqual(p);
      expect(genreDe(p)).toBe(genre);
    }),
  );
});

test('bounds that are no calendar period have no kind', () => {
  expect(genreDe({ du: jour('2026-10-02'), au: jour('2026-10-31') })).toBeUndefined();
  expect(periodeDe('semestre', jour('2026-12-31'))).toEqual({ du: '2026-07-01', au: '2026-12-31' });
  expect(periodeDe('semaine', jour('2026-11-25'))).toEqual({ du: '2026-11-23', au: '2026-11-29' });
});

test('a kept period moves with the day, across the year', () => {
  const bornes = (g: Parameters<typeof bornesDe>[0], d: string) => Object.values(bornesDe(g, jour(d))).join(' ');
  expect(bornes({ glissante: 'MOIS_PASSE' }, '2026-01-01')).toBe('2025-12-01 2025-12-31');
  expect(bornes({ glissante: 'TRIMESTRE_PASSE' }, '2026-02-28')).toBe('2025-10-01 2025-12-31');
  expect(bornes({ glissante: 'HIER' }, '2026-03-01')).toBe('2026-02-28 2026-02-28');
  expect(bornes({ glissante: 'ANNEE_EN_COURS' }, '2026-03-01')).toBe('2026-01-01 2026-12-31');
  expect(bornes({ du: jour('2026-02-01'), au: jour('2026-02-28') }, '2030-01-01')).toBe('2026-02-01 2026-02-28');
  const octobre = { du: jour('2026-10-01'), au: jour('2026-10-31') };
  expect(glissantesDe(octobre, jour('2026-11-25'))).toEqual(['MOIS_PASSE']);
});

test('a selection is due each day, each Monday, or on the 1st', () => {
  expect(derniereEcheance('JOUR', jour('2026-11-25'))).toBe('2026-11-25');
  expect(derniereEcheance('SEMAINE', jour('2026-11-25'))).toBe('2026-11-23');
  expect(derniereEcheance('SEMAINE', jour('2026-11-23'))).toBe('2026-11-23');
  expect(derniereEcheance('MOIS', jour('2026-11-25'))).toBe('2026-11-01');
});

test('a period is cut in months, whole or not', () => {
  const cut = (du: string, au: string) =>
    moisDeLaPeriode({ du: jour(du), au: jour(au) }).map((m) => `${m.mois}${m.entier ? '' : ' en partie'}`);
  expect(cut('2026-12-15', '2027-02-28')).toEqual(['2026-12 en partie', '2027-01', '2027-02']);
  expect(cut('2026-10-05', '2026-10-05')).toEqual(['2026-10 en partie']);
});
