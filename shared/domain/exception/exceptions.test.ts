import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantDe } from '../../temps/paris';
import { type Minutes, minutes } from '../../temps/types';
import {
  acceptee,
  apparier,
  contexte,
  correction,
  parametresAu,
  paris,
  pointage,
  visite,
} from '../../testing/constructeurs';
import { retenir } from '../intervention/retenir';
import { EXCEPTIONS, exceptionsDe } from './exceptions';

const J = '2026-10-01';
/** Of a visit planned from 8:00 to 10:00 (or as given), punched at these hours; retained minutes as they are. */
const dites = (
  arrivee: string | undefined,
  depart: string | undefined,
  plans: readonly [string, string][] = [['08:00', '10:00']],
  duree?: number,
) => {
  const [i] = apparier({
    pointages: [
      ...(arrivee ? [pointage('A', `${J} ${arrivee}`)] : []),
      ...(depart ? [pointage('D', `${J} ${depart}`)] : []),
    ],
    visites: plans.map(([debut, fin], n) => visite(`V${n}`, `${J} ${debut}`, `${J} ${fin}`)),
  }).filter((x) => x.arrivee || x.depart);
  if (!i) throw new Error('une visite pointée');
  const r = retenir(i, [], contexte());
  const reelle = r.debut && r.fin ? (Date.parse(r.fin) - Date.parse(r.debut)) / 60_000 : undefined;
  const voulue = duree ?? reelle;
  return exceptionsDe(r, voulue === undefined ? undefined : minutes(voulue), parametresAu);
};

describe('what is out of the ordinary of a visit', () => {
  it('[AL-6] VISITE_COURTE: retained under half of the planned duration, and at least a quarter of an hour under it', () => {
    expect(dites('09:01', '10:00')).toContain('VISITE_COURTE');
    expect(dites('09:00', '10:00')).not.toContain('VISITE_COURTE');
    // Ten minutes of twenty-four are less than half, and lack fourteen; nine lack fifteen.
    expect(dites('08:00', '08:10', [['08:00', '08:24']])).toEqual([]);
    expect(dites('08:00', '08:09', [['08:00', '08:24']])).toEqual(['VISITE_COURTE']);
    // The funder's rounding is part of what is retained [DU-2].
    expect(dites('09:01', '10:00', [['08:00', '10:00']], 60)).not.toContain('VISITE_COURTE');
  });

  it('[AL-6] ARRIVEE_TARDIVE: the raw arrival over thirty minutes after the planned start, in whole minutes', () => {
    expect(dites('08:30:59', '10:00')).toEqual([]);
    expect(dites('08:31', '10:00')).toEqual(['ARRIVEE_TARDIVE']);
    expect(dites('08:31', undefined)).toEqual(['ARRIVEE_TARDIVE']);
  });

  it('[AL-6] DEPART_ANTICIPE: the raw departure over thirty minutes before the planned end', () => {
    expect(dites('08:00', '09:30')).toEqual([]);
    expect(dites('08:00', '09:29')).toEqual(['DEPART_ANTICIPE']);
    expect(dites(undefined, '09:29')).toEqual(['DEPART_ANTICIPE']);
  });

  it('[AL-6] a correction of the hours changes what is retained, and not what was punched', () => {
    const [i] = apparier({
      pointages: [pointage('A', `${J} 08:45`, { id: 'a' }), pointage('D', `${J} 09:00`)],
      visites: [visite('V', `${J} 08:00`, `${J} 10:00`)],
    });
    if (!i) throw new Error('une visite');
    const c = correction('HORAIRE', { cible: { genre: 'POINTAGE', id: 'a' }, fin: paris(`${J} 10:00`) });
    const r = retenir(i, [acceptee(c)], contexte());
    expect(exceptionsDe(r, 75 as Minutes, parametresAu)).toEqual(['ARRIVEE_TARDIVE', 'DEPART_ANTICIPE']);
    const annulation = correction('SUPPRESSION', { cible: { genre: 'POINTAGE', id: 'a' } });
    expect(exceptionsDe(retenir(i, [acceptee(annulation)], contexte()), 15 as Minutes, parametresAu)).toEqual([]);
  });

  it('[AL-6] [AP-11] two planned visits punched once are one, of both durations; the covered one has no exception', () => {
    const plans: [string, string][] = [
      ['08:00', '09:00'],
      ['09:00', '10:00'],
    ];
    expect(dites('08:00', '09:45', plans)).toEqual([]);
    const longues: [string, string][] = [
      ['08:00', '10:00'],
      ['10:00', '12:00'],
    ];
    expect(dites('08:31', '11:31', longues)).toEqual(['ARRIVEE_TARDIVE']);
    expect(dites('08:00', '11:29', longues)).toEqual(['DEPART_ANTICIPE']);
    const couverte = apparier({
      pointages: [pointage('A', `${J} 08:00`), pointage('D', `${J} 10:00`)],
      visites: plans.map(([debut, fin], n) => visite(`V${n}`, `${J} ${debut}`, `${J} ${fin}`)),
    }).find((i) => i.couverture);
    expect(couverte && exceptionsDe(retenir(couverte, [], contexte()), undefined, parametresAu)).toEqual([]);
  });

  it('[AL-6] nothing of what nobody had planned, nor of what nobody punched', () => {
    expect(dites('08:00', '08:01', [])).toEqual([]);
    const [i] = apparier({ visites: [visite('V', `${J} 08:00`, `${J} 10:00`)] });
    expect(i && exceptionsDe(retenir(i, [], contexte()), undefined, parametresAu)).toEqual([]);
  });

  it('[AL-6] a visit done as planned, within a quarter of an hour on each side, never has one', () => {
    const debut = Date.parse(paris(`${J} 08:00`));
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 240 }),
        fc.integer({ min: -15, max: 14 }),
        fc.integer({ min: -14, max: 15 }),
        (duree, a, d) => {
          const [i] = apparier({
            pointages: [
              pointage('A', `${J} 08:00`, { instant: instantDe(debut + a * 60_000) }),
              pointage('D', `${J} 08:00`, { instant: instantDe(debut + (duree + d) * 60_000) }),
            ],
            visites: [visite('V', `${J} 08:00`, `${J} 09:00`, { fin: instantDe(debut + duree * 60_000) })],
          });
          if (!i) throw new Error('une visite');
          const dit = exceptionsDe(retenir(i, [], contexte()), minutes(duree + d - a), parametresAu);
          expect(dit.filter((e) => e !== 'VISITE_COURTE')).toEqual([]);
          expect(EXCEPTIONS.filter((e) => dit.includes(e))).toEqual(dit);
        },
      ),
    );
  });
});
