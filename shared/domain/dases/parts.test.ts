import { expect, test } from 'vitest';
import type { VisiteFigee } from '../../contrats/cloture/cloture';
import type { Minutes } from '../../temps/types';
import { financeur, jour, paris, pec } from '../../testing/constructeurs';
import { tableFinanceurs } from '../ventilation/financeurs';
import { partsDases } from './parts';

const t = tableFinanceurs([
  financeur('PROPRE', 'TARIF_PROPRE'),
  financeur('APA', 'APA'),
  financeur('CNAV', 'CAISSE_RETRAITE'),
]);
if (!t.ok) throw new Error(t.refus.message);
const financeurs = t.valeur;

test('[CL-5] [FI-10] a visit leaves by the version of its day: one that is open sends nothing of one that is not', () => {
  const prises = [
    pec('P', 'APA', { dateFin: jour('2026-10-15'), salsaOuvert: true }),
    pec('P', 'APA', { dateDebut: jour('2026-10-16'), dateFin: jour('2026-12-31') }),
  ];
  const le = (d: string) => {
    const visite = {
      debut: paris(`${d} 08:00`),
      parts: [{ numeroPec: 'P', codeFinanceur: 'APA', minutes: 60 as Minutes }],
    } as VisiteFigee;
    return partsDases(visite, { prises, financeurs }).map((p) => [p.numeroPec, p.minutes]);
  };
  expect([le('2026-10-15'), le('2026-10-16')]).toEqual([[['P', 60]], []]);
  // Paid by dates that have changed since: it is open in some version.
  expect(le('2027-01-01')).toEqual([['P', 60]]);
});

test('[CL-5] [FI-7] hours after midnight of a funder that begins that day are told; before midnight, or of one that begins later, not', () => {
  const neuf = (debut: string) => {
    const x = tableFinanceurs([
      financeur('PROPRE', 'TARIF_PROPRE'),
      financeur('NEUF', 'APA', { dateDebut: jour(debut) }),
    ]);
    if (!x.ok) throw new Error(x.refus.message);
    return x.valeur;
  };
  const prises = [pec('P', 'NEUF', { dateDebut: jour('2026-10-15'), salsaOuvert: true })];
  const dites = (fin: string, debut = '2026-10-15') =>
    partsDases(
      {
        debut: paris('2026-10-14 23:30'),
        fin: paris(fin),
        parts: [{ numeroPec: 'P', codeFinanceur: 'NEUF', minutes: 30 as Minutes }],
      } as VisiteFigee,
      { prises, financeurs: neuf(debut) },
    ).map((p) => [p.codeFinanceur, p.minutes]);
  expect(dites('2026-10-15 00:30')).toEqual([['NEUF', 30]]);
  expect(dites('2026-10-15 00:00')).toEqual([]);
  expect(dites('2026-10-15 00:30', '2026-10-16')).toEqual([]);
});

test.each([
  ['APA', 'CNAV', true, false],
  ['CNAV', 'APA', false, true],
])(
  '[CL-5] [FI-7] [FI-10] a night during which a numéro passes from %s to %s is told for the minutes of the APA alone, open as its version is',
  (avant, apres, ouvertAvant, ouvertApres) => {
    const prises = [
      pec('P', avant, { dateFin: jour('2026-10-14'), salsaOuvert: ouvertAvant }),
      pec('P', apres, { dateDebut: jour('2026-10-15'), salsaOuvert: ouvertApres }),
    ];
    const nuit = {
      debut: paris('2026-10-14 23:30'),
      fin: paris('2026-10-15 00:30'),
      parts: [avant, apres].map((codeFinanceur) => ({ numeroPec: 'P', codeFinanceur, minutes: 30 as Minutes })),
    } as VisiteFigee;
    const dites = (versions: typeof prises) =>
      partsDases(nuit, { prises: versions, financeurs }).map((p) => [p.codeFinanceur, p.minutes]);
    expect(dites(prises)).toEqual([['APA', 30]]);
    expect(dites(prises.map((p) => ({ ...p, salsaOuvert: !p.salsaOuvert })))).toEqual([]);
  },
);
