import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import type { Saisie } from '#shared/contrats/saisie';
import type { DateCivile, Instant } from '#shared/temps/types';
import {
  absence,
  apparier,
  correction,
  note,
  paris,
  pointage,
  prise,
  sansTelegestion,
  visite,
} from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserJour, poserRefus, poserSaisies } from './etat-depot';
import { lignesDe, oublierLignes } from './plier';

const H = (hm: string): Instant => paris(`2026-11-25 ${hm}`);
const JOUR = '2026-11-25' as DateCivile;
const visites = apparier({
  pointages: [pointage('A', '2026-11-25 08:31'), pointage('D', '2026-11-25 09:28'), pointage('A', '2026-11-25 14:00')],
  visites: [
    visite('V1', '2026-11-25 08:30', '2026-11-25 09:30'),
    visite('V2', '2026-11-25 14:00', '2026-11-25 15:00'),
    visite('V3', '2026-11-25 18:00', '2026-11-25 19:00'),
  ],
});
const lot = Object.fromEntries(visites.map((i) => [i._id, i]));
const [premiere] = visites;
const usagerId = premiere?.usagerId ?? '';
const corrections: Correction[] = [
  correction('HORAIRE', { fin: H('09:30'), instant: H('10:00') }),
  correction('HORAIRE', { fin: H('15:00'), instant: H('16:00') }),
];
const commun = { auteur: 'marie', instant: H('06:00') };
const gestes: Saisie[] = [
  absence('a', JOUR, { ...commun, usagerId, nature: 'HOSPITALISATION' }),
  sansTelegestion('s', JOUR, { ...commun, usagerId }),
  ...visites.map((i, n) => prise(String(n), JOUR, { ...commun, objet: { genre: 'VISITE', id: i.visite?.id ?? '' } })),
];
const accepter = (e: EtatDepot, c: Correction): EtatDepot => {
  const verdict: Verdict = {
    _id: `verdict:${c.date}:${c.id}`,
    type: 'verdict',
    correctionId: c.id,
    date: c.date,
    decision: 'ACCEPTEE',
    recuLe: c.instant,
  };
  return { ...e, verdicts: new Map(e.verdicts).set(verdict._id, verdict) };
};

type Changement = (e: EtatDepot) => EtatDepot;
const changement: fc.Arbitrary<Changement> = fc.oneof(
  fc.constantFrom(...corrections).map((c) => (e: EtatDepot) => poserSaisies(e, [c])),
  fc.constantFrom(...corrections).map((c) => (e: EtatDepot) => accepter(e, c)),
  fc.constantFrom(...gestes).map((s) => (e: EtatDepot) => poserSaisies(e, [s])),
  fc
    .constantFrom(...corrections, ...gestes)
    .map((s) => (e: EtatDepot) => poserRefus(e, [{ documentId: s._id, code: 'DATE', message: 'Trop ancienne.' }])),
  fc.subarray(visites).map((l) => (e: EtatDepot) => {
    const touches = Object.fromEntries(l.map((i) => [i._id, { ...i, explication: ['apparié de nouveau'] }]));
    return poserJour(e, JOUR, { ...lot, ...touches } as never, 1);
  }),
  fc.string({ minLength: 1 }).map((nom) => (e: EtatDepot) => ({ ...e, auteurs: { marie: nom } })),
);

it('[CO-1] lines kept in memory are those that are composed anew, whatever is typed, answered, received, and whatever the clock', () => {
  const pas = fc.record({
    changer: changement,
    quand: fc.constantFrom(...['07:00', '08:40', '15:10', '15:40', '18:30', '23:00'].map(H)),
  });
  fc.assert(
    fc.property(fc.array(pas, { maxLength: 15 }), (suite) => {
      let e = poserJour(ETAT_VIDE, JOUR, lot as never, undefined);
      for (const { changer, quand } of suite) {
        e = changer(e);
        // A copy is of other objects: nothing is known of it.
        expect(lignesDe(e, JOUR, JOUR, quand)).toEqual(lignesDe(structuredClone(e), JOUR, JOUR, quand));
      }
    }),
  );
});

it('what changes none of the lines gives the same list', () => {
  const e = poserJour(ETAT_VIDE, JOUR, lot as never, undefined);
  const avant = lignesDe(e, JOUR, JOUR, H('20:00'));
  expect(lignesDe({ ...e, suspens: new Map() }, JOUR, JOUR, H('20:01'))).toBe(avant);
  // Signed out, the list is made anew.
  oublierLignes();
  const apres = lignesDe(e, JOUR, JOUR, H('20:01'));
  expect(apres).not.toBe(avant);
  expect(apres).toEqual(avant);
});

it('[PR-1] a visit of which its aide says something is to be treated until it is answered; a colleague’s note asks nothing', () => {
  const e = poserJour(ETAT_VIDE, JOUR, lot as never, undefined);
  const objet = { genre: 'VISITE' as const, id: 'V1' };
  const mot = note('M1', JOUR, { objet, intervenantId: 'I1' });
  const reponse = note('R1', JOUR, { objet, efface: 'M1', texte: 'non', reponse: 'REFUSEE' });
  const aTraiter = (...saisies: Saisie[]): boolean[] =>
    lignesDe(poserSaisies(e, saisies), JOUR, JOUR, H('12:00')).flatMap((l) =>
      l.retenue.intervention.visite?.id === 'V1' ? l.aTraiter : [],
    );
  expect([aTraiter(note('N1', JOUR, { objet })), aTraiter(mot), aTraiter(mot, reponse)]).toEqual([
    [false],
    [true],
    [false],
  ]);
});
