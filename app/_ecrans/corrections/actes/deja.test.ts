import { describe, expect, it } from 'vitest';
import { heure } from '#shared/mots/dates';
import { deNom } from '#shared/mots/textes';
import { absence, apparier, jour, paris, pointage, visite } from '#shared/testing/constructeurs';
import { ETAT_VIDE, poserJour, poserSaisies } from '../../../_donnees/depot/etat-depot';
import { lignesDe } from '../../../_donnees/depot/plier';
import { dejaLa, direAbsent } from './deja';

const J = jour('2026-10-01');
const bornes = (de: string, a: string): string => `${heure(le(de))} – ${heure(le(a))}`;
const le = (hm: string) => paris(`2026-10-01 ${hm}`);

/** One visit planned from 8:30 to 9:30, with the punches that are given. */
const MAINTENANT = paris('2026-10-02 10:00');
const etatDe = (pointages: ['A' | 'D', string][]) => {
  const lot = apparier({
    visites: [visite('V1', '2026-10-01 08:30', '2026-10-01 09:30')],
    pointages: pointages.map(([sens, hm]) => pointage(sens, `2026-10-01 ${hm}`)),
  });
  return poserJour(ETAT_VIDE, J, Object.fromEntries(lot.map((i) => [i._id, i])), undefined);
};
const FAITE = etatDe([
  ['A', '08:31'],
  ['D', '09:29'],
]);
const dites = (v: Omit<Parameters<typeof dejaLa>[1], 'date'>, etat: ReturnType<typeof etatDe>): string[] =>
  dejaLa(etat, { ...v, date: J }, MAINTENANT).map((d) => d.phrase);
const voulue = (debut: string, fin: string, usagerId: string, intervenantId: string) => ({
  debut: le(debut),
  fin: le(fin),
  usagerId,
  intervenantId,
});

describe('une visite à créer, et ce qui est déjà là', () => {
  const [l] = lignesDe(FAITE, J, J, MAINTENANT);
  const { usagerId = '', intervenantId = '' } = l?.retenue ?? {};

  it('the same visit again would be counted twice: said', () => {
    expect(dites(voulue('09:00', '10:00', usagerId, intervenantId), FAITE)).toEqual([
      `Cette visite existe déjà (${bornes('08:31', '09:29')}) : en créer une autre la compterait deux fois.`,
    ]);
  });

  it('another aide there, or this aide elsewhere, is said too', () => {
    expect(dites(voulue('09:00', '10:00', usagerId, 'AUTRE'), FAITE)).toEqual([
      `${l?.intervenant} y est déjà à ces heures (${bornes('08:31', '09:29')}).`,
    ]);
    expect(dites(voulue('09:00', '10:00', 'AUTRE', intervenantId), FAITE)).toEqual([
      `Cette aide est aussi chez ${l?.usager} à ces heures (${bornes('08:31', '09:29')}).`,
    ]);
  });

  it('a planned visit that waits for its hours is to be corrected rather', () => {
    expect(dites(voulue('08:00', '09:00', usagerId, 'AUTRE'), etatDe([]))).toEqual([
      `Une visite ${deNom(l?.intervenant ?? '')} y est prévue (${bornes('08:30', '09:30')}) et attend ses heures : corrigez-la plutôt.`,
    ]);
  });

  it('[AP-10] this aide is elsewhere still: her arrival there is all that is known', () => {
    const arrivee = etatDe([['A', '08:31']]);
    expect(dites(voulue('08:00', '09:00', 'AUTRE', intervenantId), arrivee)).toEqual([
      `Cette aide est aussi chez ${l?.usager} à ces heures (arrivée ${heure(le('08:31'))}).`,
    ]);
  });

  it('what only touches, or is of others, says nothing', () => {
    expect(dites(voulue('09:29', '10:00', usagerId, intervenantId), FAITE)).toEqual([]);
    expect(dites(voulue('09:24', '10:00', 'AUTRE', intervenantId), FAITE)).toEqual([]);
    expect(dites(voulue('09:23', '10:00', 'AUTRE', intervenantId), FAITE)).toHaveLength(1);
    expect(dites(voulue('09:00', '10:00', 'AUTRE', 'AUTRE2'), FAITE)).toEqual([]);
    expect(
      dites({ ...voulue('09:00', '10:00', usagerId, intervenantId), usagerId: null, intervenantId: null }, FAITE),
    ).toEqual([]);
  });
});

it('[AL-5] a visit created at an usager who is away is asked about; not on the day when the absence begins or ends', () => {
  const e = poserSaisies(ETAT_VIDE, [
    absence('B1', jour('2026-09-30'), { nature: 'HOSPITALISATION', au: jour('2026-10-02') }),
  ]);
  expect(direAbsent(e, 'U1', J)).toEqual(['Usager absent ce jour-là (hospitalisation)']);
  const sans = [
    ['U1', '2026-09-30'],
    ['U1', '2026-10-02'],
    ['U1', '2026-10-03'],
    ['U2', '2026-10-01'],
  ] as const;
  for (const [u, j] of sans) expect(direAbsent(e, u, jour(j))).toEqual([]);
});
