import { expect, it } from 'vitest';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { intervention, jour, paris } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserJour } from './etat-depot';
import { restesAvant, venuesDepuisCloture } from './restes';

// On the first of December, two hours after midnight: an aide left without calling on each of these days.
const MAINTENANT = paris('2026-12-01 02:00');
const sansDepart = (date: string): Intervention =>
  intervention(date, {
    arrivee: { id: `P${date}`, instant: paris(`${date} 00:10`), recuLe: paris(`${date} 00:10`), source: 'SVI' },
  });
const etatDe = (dates: readonly string[], plus: Partial<EtatDepot> = {}): EtatDepot => ({
  ...dates.reduce(
    (e, d) => poserJour(e, d, { [`intervention:${d}:V${d}`]: sansDepart(d) as never }, undefined),
    ETAT_VIDE,
  ),
  pret: true,
  ...plus,
});
const lire = (e: EtatDepot) => restesAvant(e, jour('2026-12-01'), MAINTENANT);

it('le premier du mois, ce qui reste du mois d’avant se compte tant qu’il n’est pas clos, et du mois d’avant encore', () => {
  const dates = ['2026-09-30', '2026-10-31', '2026-11-29', '2026-11-30', '2026-12-01'];
  expect(lire(etatDe(dates))).toEqual([
    { mois: '2026-10', conflits: 0, aTraiter: 1 },
    { mois: '2026-11', conflits: 0, aTraiter: 2 },
  ]);
  const clos = new Map([['2026-10', {} as never]]);
  expect(lire(etatDe(dates, { clotures: clos }))).toEqual([{ mois: '2026-11', conflits: 0, aTraiter: 2 }]);
  expect(lire(etatDe(['2026-12-01']))).toEqual([]);
  // What is closed comes with the files, a moment after the visits.
  expect(lire(etatDe(dates, { pret: false }))).toEqual([]);
});

it('[CL-4] d’un mois clos, ce que des appels connus depuis laissent sans heure se dit ; ce que la clôture savait, non', () => {
  const clos = new Map([['2026-11', { instant: paris('2026-11-30 20:00') } as never]]);
  const attache = (date: string): Intervention => {
    const i = sansDepart(date);
    return i.arrivee ? { ...i, arrivee: { ...i.arrivee, connuLe: paris('2026-12-01 01:00') } } : i;
  };
  const etat = poserJour(
    etatDe(['2026-11-12', '2026-11-14'], { clotures: clos }),
    '2026-11-13',
    { 'intervention:2026-11-13:V13': attache('2026-11-13') as never },
    undefined,
  );
  const dites = (e: EtatDepot) => venuesDepuisCloture(e, jour('2026-12-01'), MAINTENANT).map((l) => l.date);
  expect(dites(etat)).toEqual(['2026-11-13']);
  expect(lire(etat)).toEqual([]);
  expect(dites({ ...etat, clotures: new Map() })).toEqual([]);
});
