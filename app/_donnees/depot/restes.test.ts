import { expect, it } from 'vitest';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { correction, intervention, jour, paris, verdict } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserJour, poserLots, poserSaisies } from './etat-depot';
import { lignesDe } from './plier';
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

it('[CL-4] [CO-8] d’un mois clos, une visite créée que ses appels viennent contredire est payée : elle n’est pas de ce que personne ne paie', () => {
  const date = '2026-11-13';
  const clos = new Map([['2026-11', { instant: paris('2026-11-30 20:00') } as never]]);
  const appel = (id: string, heure: string) => ({
    ...{ id, instant: paris(`${date} ${heure}`), recuLe: paris('2026-12-01 01:00'), source: 'SVI' as const },
  });
  const cree = correction('CREATION', {
    ...{ id: 'CREE', date: jour(date), cible: { genre: 'VISITE', id: 'V13' }, instant: paris('2026-11-14 09:00') },
    ...{ debut: paris(`${date} 08:00`), fin: paris(`${date} 09:00`), motif: 'PANNE' },
  });
  const quoi = { intervenantId: 'I1', codePrestation: 'AD' };
  const visite = { id: 'V13', debut: paris(`${date} 08:00`), fin: paris(`${date} 09:00`), ...quoi };
  const pointee = intervention(date, {
    ...{ visite, arrivee: appel('P13A', '08:10'), depart: appel('P13D', '09:10'), creations: ['CREE'] },
  });
  const pret = { ...ETAT_VIDE, pret: true, clotures: clos };
  const visites = poserJour(pret, date, { [pointee._id]: pointee as never }, undefined);
  const stampee = verdict(cree, { recuLe: cree.instant });
  const etat = poserLots(poserSaisies(visites, [cree]), [{ [stampee._id]: stampee as never }]);
  expect(lignesDe(etat, jour(date), jour(date), MAINTENANT).map((l) => l.statut)).toEqual(['CONFLIT']);
  expect(venuesDepuisCloture(etat, jour('2026-12-01'), MAINTENANT)).toEqual([]);
});
