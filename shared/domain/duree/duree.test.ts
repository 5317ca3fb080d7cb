import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ecartMinutes } from '../../temps/paris';
import type { Minutes } from '../../temps/types';
import { financeur, jour, paris, pec } from '../../testing/constructeurs';
import { regleArrondi } from '../ventilation/eligibles';
import { tableFinanceurs } from '../ventilation/financeurs';
import { appliquerRegle, arrondir, dureeRetenue, REGLE_PAR_DEFAUT } from './duree-retenue';

const r = (plus: Partial<typeof REGLE_PAR_DEFAUT>) => ({ ...REGLE_PAR_DEFAUT, ...plus });

describe('durées', () => {
  it('[DU-1] minutes écoulées : la nuit du changement d’heure compte ses vraies minutes', () => {
    expect(ecartMinutes(paris('2026-10-25 01:30'), paris('2026-10-25 03:45'))).toBe(195);
    expect(ecartMinutes(paris('2026-03-29 01:30'), paris('2026-03-29 03:30'))).toBe(60);
  });

  it('[DU-3] les exemples publiés', () => {
    expect(appliquerRegle(65, 60, r({ tolerance: 5 }))).toBe(60);
    expect(appliquerRegle(46, 60, r({ pas: 15 }))).toBe(45);
    expect(appliquerRegle(80, 60, r({ pas: 30 }))).toBe(90);
    expect(appliquerRegle(80, 60, r({ plafondPrevu: true }))).toBe(60);
  });

  it('[DU-2] tolérance, puis plafond, puis arrondi, dans cet ordre et dans tous les cas', () => {
    expect(appliquerRegle(55, 60, r({ tolerance: 5 }))).toBe(60);
    expect(appliquerRegle(54, 60, r({ tolerance: 5 }))).toBe(54);
    expect(appliquerRegle(52, 50, r({ tolerance: 5, pas: 15 }))).toBe(45);
    expect(appliquerRegle(80, 50, r({ plafondPrevu: true, pas: 30 }))).toBe(60);
    expect(appliquerRegle(80, undefined, r({ tolerance: 30, plafondPrevu: true }))).toBe(80);
  });

  it('[DU-2] modes : INFERIEUR, PROCHE (la moitié monte), SUPERIEUR', () => {
    expect([arrondir(44, 15, 'INFERIEUR'), arrondir(44, 15, 'PROCHE'), arrondir(31, 15, 'SUPERIEUR')]).toEqual([
      30, 45, 45,
    ]);
    expect([arrondir(45, 30, 'PROCHE'), arrondir(44, 30, 'PROCHE'), arrondir(30, 30, 'SUPERIEUR')]).toEqual([
      60, 30, 30,
    ]);
  });

  it('[DU-2] l’arrondi est un multiple du pas, à moins d’un pas', () => {
    fc.assert(
      fc.property(
        fc.nat(900),
        fc.constantFrom(1, 5, 10, 15, 30, 60),
        fc.constantFrom('INFERIEUR', 'PROCHE', 'SUPERIEUR' as const),
        (d, pas, mode) => {
          const a = arrondir(d, pas, mode);
          expect(a % pas).toBe(0);
          expect(Math.abs(a - d)).toBeLessThan(pas);
          if (mode === 'PROCHE') expect(Math.abs(a - d) * 2).toBeLessThanOrEqual(pas);
        },
      ),
    );
  });

  it('[DU-2] la règle du premier financeur éligible, dans la version de la date du début ; sinon les minutes réelles', () => {
    const t = tableFinanceurs([
      financeur('P', 'TARIF_PROPRE'),
      financeur('CNAV', 'CAISSE_RETRAITE', { pas: 30 as Minutes }),
      financeur('CNAV', 'CAISSE_RETRAITE', { pas: 15 as Minutes, dateDebut: jour('2026-10-16') }),
    ]);
    if (!t.ok) throw new Error(t.refus.message);
    const prises = [pec('N1', 'CNAV', { minutesMax: 0 as Minutes })];
    expect(regleArrondi(prises, t.valeur, jour('2026-10-15'), 'AD').pas).toBe(30);
    expect(regleArrondi(prises, t.valeur, jour('2026-10-16'), 'AD').pas).toBe(15);
    expect(regleArrondi(prises, t.valeur, jour('2026-10-16'), 'MEN')).toEqual(REGLE_PAR_DEFAUT);
  });

  it('[DU-2] la durée prévue est celle de la visite prévue', () => {
    const v = { debut: paris('2026-10-01 08:00'), fin: paris('2026-10-01 09:04') };
    const prevu = 60 as Minutes;
    expect(dureeRetenue({ ...v, prevu, regle: r({ tolerance: 5 }) })).toBe(60);
    expect(dureeRetenue({ ...v, regle: r({ tolerance: 5 }) })).toBe(64);
  });
});
