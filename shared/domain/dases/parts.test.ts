import { expect, test } from 'vitest';
import type { VisiteFigee } from '../../contrats/cloture/cloture';
import type { Minutes } from '../../temps/types';
import { financeur, jour, paris, pec } from '../../testing/constructeurs';
import { tableFinanceurs } from '../ventilation/financeurs';
import { partsDases } from './parts';

const t = tableFinanceurs([financeur('PROPRE', 'TARIF_PROPRE'), financeur('APA', 'APA')]);
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
