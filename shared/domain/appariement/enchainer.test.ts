import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Intervention } from '../../contrats/corrections/intervention';
import { lecteurParametres } from '../../contrats/exploitation/parametre';
import { dateParis, epochMs, instantDe } from '../../temps/paris';
import { acceptee, apparier, contexte, correction, jour, paris, pointage, visite } from '../../testing/constructeurs';
import { histoires } from '../../testing/histoires';
import { dureePrevue } from '../intervention/couverture';
import { statutBrut } from './statut-brut';

const J = '2026-10-01';
const h = (heure: string) => paris(`${J} ${heure}`);
const v = (id: string, debut: string, fin: string, plus: Parameters<typeof visite>[3] = {}) =>
  visite(id, `${J} ${debut}`, `${J} ${fin}`, plus);
const appels = (arrivee: string, depart?: string, plus: Parameters<typeof pointage>[2] = {}) => [
  pointage('A', `${J} ${arrivee}`, { id: `a${arrivee}`, ...plus }),
  ...(depart ? [pointage('D', `${J} ${depart}`, { id: `d${depart}`, ...plus })] : []),
];
/** What became of each planned visit, and of each intervention with no plan. */
const issues = (is: readonly Intervention[]): Record<string, string | undefined> =>
  Object.fromEntries(is.map((i) => [i.visite?.id ?? i.id, statutBrut(i, contexte())]));
const deux = [v('V', '16:00', '17:00'), v('W', '17:00', '18:00')];
const enchaineesA = (pointages: ReturnType<typeof appels>, visites = deux) => issues(apparier({ pointages, visites }));

describe('visits that follow each other and are punched once', () => {
  it('[AP-11] the second one is covered by the intervention of the first, each knows the other, and both say so', () => {
    const is = apparier({ pointages: appels('16:02', '18:01'), visites: deux });
    expect(issues(is)).toEqual({ V: 'COMPLETE', W: 'COUVERTE' });
    const [porteuse, couverte] = [is.find((i) => i.arrivee), is.find((i) => !i.arrivee)];
    expect(porteuse?.couvertes?.map((x) => x.id)).toEqual(['W']);
    expect(couverte?.couverture).toMatchObject({ id: 'a16:02', visite: { id: 'V' }, creations: [] });
    for (const i of is)
      expect(i.explication.at(-1)).toEqual({
        regle: 'AP-11',
        pointages: ['a16:02', 'd18:01'],
        texte: 'La visite de 17 h 00 à 18 h 00 est couverte par celle de 16 h 02.',
      });
    expect(porteuse && dureePrevue(porteuse)).toBe(120);
  });

  it('[AP-11] the departure must be later than the middle of the second one, to the second', () => {
    expect(enchaineesA(appels('16:02', '17:30:00')).W).toBe('NON_POINTEE');
    expect(enchaineesA(appels('16:02', '17:30:01')).W).toBe('COUVERTE');
  });

  it('[AP-11] it starts 0 to `enchaine` minutes after the end of the first', () => {
    const de = (debut: string) =>
      enchaineesA(appels('16:02', '18:30'), [v('V', '16:00', '17:00'), v('W', debut, '18:00')]).W;
    expect([de('16:59'), de('17:00'), de('17:05'), de('17:06')]).toEqual([
      'NON_POINTEE',
      'COUVERTE',
      'COUVERTE',
      'NON_POINTEE',
    ]);
  });

  it('[AP-11] `enchaine` is dated: the value in force on the day of the visit', () => {
    const doc = {
      _id: 'parametre:enchaine:2026-10-02',
      type: 'parametre',
      cle: 'enchaine',
      depuis: jour('2026-10-02'),
      valeur: 30,
      auteur: 'admin',
      instant: paris('2026-10-01 09:00'),
    } as const;
    const le = (j: string) =>
      issues(
        apparier({
          pointages: [pointage('A', `${j} 16:02`), pointage('D', `${j} 18:30`)],
          visites: [visite('V', `${j} 16:00`, `${j} 17:00`), visite('W', `${j} 17:30`, `${j} 18:30`)],
          parametresAu: lecteurParametres([doc]),
        }),
      ).W;
    expect([le('2026-10-01'), le('2026-10-02')]).toEqual(['NON_POINTEE', 'COUVERTE']);
  });

  it('[AP-11] only the same aide, the same prestation, a complete intervention, and the aide who was planned', () => {
    const avec = (plus: Parameters<typeof visite>[3]) =>
      enchaineesA(appels('16:02', '18:01'), [v('V', '16:00', '17:00'), v('W', '17:00', '18:00', plus)]).W;
    expect(avec({ intervenantId: 'I2' })).toBe('NON_POINTEE');
    expect(avec({ codePrestation: 'MEN' })).toBe('NON_POINTEE');
    expect(enchaineesA(appels('16:02')).W).toBe('NON_POINTEE');
    expect(enchaineesA([pointage('D', `${J} 18:01`)], [v('V', '16:00', '17:30'), v('W', '17:30', '18:00')])).toEqual({
      V: 'NON_POINTEE',
      W: 'SANS_ARRIVEE',
    });
    expect(enchaineesA(appels('16:02', '18:01', { intervenantId: 'I2' }))).toEqual({ V: 'COMPLETE', W: 'NON_POINTEE' });
  });

  it('[AP-11] as long as there is no departure, both know that it may come late enough; nothing is covered yet', () => {
    const is = apparier({ pointages: appels('16:02'), visites: deux });
    const [ouverte, suivante] = [is.find((i) => i.arrivee), is.find((i) => !i.arrivee)];
    expect([ouverte?.couvertes, ouverte?.suivantes?.map((x) => x.id)]).toEqual([undefined, ['W']]);
    expect([suivante?.couverture, suivante?.precedente?.id]).toEqual([undefined, 'a16:02']);
    expect(ouverte && dureePrevue(ouverte)).toBe(60);
    const [nouvelle] = apparier({
      pointages: [...appels('16:02'), ...appels('16:40')],
      visites: [v('V', '16:00', '17:00')],
    });
    expect(nouvelle?.suivantes).toBeUndefined();
  });

  it('[AP-11] one that was punched itself is not covered', () => {
    expect(enchaineesA([...appels('16:02', '17:40'), ...appels('17:41', '18:00')])).toEqual({
      V: 'COMPLETE',
      W: 'COMPLETE',
    });
  });

  it('[AP-11] of several, the earliest, then the smaller id; then again from that one', () => {
    const is = apparier({
      pointages: appels('16:02', '19:01'),
      visites: [
        v('V', '16:00', '17:00'),
        v('W2', '17:00', '18:00'),
        v('W1', '17:00', '18:00'),
        v('W0', '17:04', '17:30'),
        v('X', '18:00', '19:00'),
        v('Y', '19:00', '20:00'),
      ],
    });
    expect(is.find((i) => i.arrivee)?.couvertes?.map((x) => x.id)).toEqual(['W1', 'X']);
    expect(issues(is)).toEqual({
      V: 'COMPLETE',
      W1: 'COUVERTE',
      X: 'COUVERTE',
      W2: 'NON_POINTEE',
      W0: 'NON_POINTEE',
      Y: 'NON_POINTEE',
    });
  });

  it('[AP-11] a midnight between them parts them', () => {
    const is = apparier({
      pointages: [pointage('A', `${J} 23:01`), pointage('D', '2026-10-02 00:58')],
      visites: [visite('V', `${J} 23:00`, '2026-10-02 00:00'), visite('W', '2026-10-02 00:00', '2026-10-02 01:00')],
    });
    expect(issues(is)).toEqual({ V: 'COMPLETE', W: 'NON_POINTEE' });
  });

  it('[AP-11] [CO-8] one that a creation stands for already is left as it was typed', () => {
    const c = correction('CREATION', {
      id: 'CR',
      cible: { genre: 'VISITE', id: 'W' },
      debut: h('17:00'),
      fin: h('18:00'),
      instant: paris('2026-10-01 19:00'),
    });
    const tard = { recuLe: paris('2026-10-01 21:00') };
    const is = apparier({ pointages: appels('16:02', '18:01', tard), visites: deux, creations: [acceptee(c)] });
    expect(is.map((i) => [i.visite?.id, i.creations, i.couvertes, i.couverture])).toEqual([
      ['W', ['CR'], undefined, undefined],
      ['V', [], undefined, undefined],
    ]);
    expect(
      issues(apparier({ pointages: appels('16:02', '18:01'), visites: deux, creations: [{ correction: c }] })).W,
    ).toBe('COUVERTE');
  });

  it('[AP-8] [AP-11] as of an earlier date: covered only since the departure was received', () => {
    const [a, d] = appels('16:02', '18:01');
    if (!a || !d) throw new Error('deux appels');
    const pointages = [a, { ...d, recuLe: paris('2026-10-02 07:00') }];
    const au = (auPlusTard: string) => issues(apparier({ pointages, visites: deux, auPlusTard: paris(auPlusTard) })).W;
    expect([au('2026-10-01 23:00'), au('2026-10-02 07:00')]).toEqual(['NON_POINTEE', 'COUVERTE']);
  });
});

const journee = fc.record({
  visites: fc.array(
    fc.record({
      quart: fc.integer({ min: 0, max: 30 }),
      duree: fc.constantFrom(15, 25, 30, 60),
      aide: fc.constantFrom('I1', 'I1', 'I2'),
      code: fc.constantFrom('AD', 'AD', 'AD', 'MEN'),
    }),
    { maxLength: 10 },
  ),
  pointages: fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: 540 }),
      sens: fc.constantFrom('A' as const, 'D' as const),
      aide: fc.constantFrom('I1', 'I1', 'I2'),
    }),
    { maxLength: 10 },
  ),
});
const DEPART = epochMs(h('08:00'));

describe('any day of consecutive visits', () => {
  const jouer = (e: Parameters<Parameters<typeof journee.map>[0]>[0], melange: (n: number) => number) => {
    const ordre = <T>(l: T[]): T[] =>
      l
        .map((x, n) => ({ x, k: melange(n) }))
        .sort((x, y) => x.k - y.k)
        .map(({ x }) => x);
    const visites = e.visites.map((x, n) => {
      const debut = DEPART + x.quart * 15 * 60_000;
      return v(`V${n}`, '08:00', '09:00', {
        debut: instantDe(debut),
        fin: instantDe(debut + x.duree * 60_000),
        intervenantId: x.aide,
        codePrestation: x.code,
      });
    });
    const pointages = e.pointages.map((p, n) =>
      pointage(p.sens, `${J} 08:00`, {
        id: `P${n}`,
        instant: instantDe(DEPART + p.minute * 60_000),
        intervenantId: p.aide,
      }),
    );
    return apparier({ visites: ordre(visites), pointages: ordre(pointages) });
  };

  it('[AP-8] [AP-11] the order in which punches and visits came does not matter', () => {
    fc.assert(
      fc.property(journee, fc.array(fc.nat(), { minLength: 10, maxLength: 10 }), (e, cles) => {
        expect(jouer(e, (n) => cles[n] ?? 0)).toEqual(jouer(e, (n) => n));
      }),
      { numRuns: histoires(300) },
    );
  });

  it('[AP-11] each is covered once, by the chain that leads to it, and never by less than the rule asks', () => {
    fc.assert(
      fc.property(journee, (e) => {
        const is = jouer(e, (n) => n);
        const couvertes = is.filter((i) => i.couverture);
        const dites = is.flatMap((i) => (i.couvertes ?? []).map((x) => `${i.id} ${x.id}`)).sort();
        expect(couvertes.map((i) => `${i.couverture?.id} ${i.visite?.id}`).sort()).toEqual(dites);
        for (const i of is) {
          if (i.couverture)
            expect([statutBrut(i, contexte()), i.arrivee, i.depart]).toEqual(['COUVERTE', undefined, undefined]);
          const [premiere, ...suite] = i.visite ? [i.visite, ...(i.couvertes ?? [])] : [];
          if (!premiere || suite.length === 0) continue;
          expect(i.anomalies).not.toContain('REMPLACEMENT');
          expect(dureePrevue(i)).toBe(
            [premiere, ...suite].reduce((n, x) => n + (epochMs(x.fin) - epochMs(x.debut)) / 60_000, 0),
          );
          suite.forEach((x, n) => {
            const avant = suite[n - 1] ?? premiere;
            const ecart = (epochMs(x.debut) - epochMs(avant.fin)) / 60_000;
            expect(ecart >= 0 && ecart <= 5).toBe(true);
            expect([x.intervenantId, x.codePrestation, dateParis(x.debut)]).toEqual([
              i.intervenantId,
              i.codePrestation,
              i.date,
            ]);
            expect(epochMs(i.depart?.instant ?? x.debut) > (epochMs(x.debut) + epochMs(x.fin)) / 2).toBe(true);
          });
          // Nothing that could have been covered is left: what follows the last of them is punched, covered, or begins too late.
          const derniere = suite.at(-1) ?? premiere;
          for (const reste of is) {
            if (reste.arrivee || reste.depart || reste.couverture || !reste.visite) continue;
            const { debut, fin, intervenantId, codePrestation } = reste.visite;
            const ecart = (epochMs(debut) - epochMs(derniere.fin)) / 60_000;
            const memes = intervenantId === i.intervenantId && codePrestation === i.codePrestation;
            const assez = epochMs(i.depart?.instant ?? debut) > (epochMs(debut) + epochMs(fin)) / 2;
            expect(ecart >= 0 && ecart <= 5 && memes && assez).toBe(false);
          }
        }
      }),
      { numRuns: histoires(500) },
    );
  });
});
