import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANCIEN_MS } from '../../contrats/pointages/secret-pointer';
import { epochMs } from '../../temps/paris';
import { apparier, paris, pointage } from '../../testing/constructeurs';
import { AVANCE_MS, jugerHeure, MEME_HORLOGE_MS } from './heure-dite';

const RECU = epochMs(paris('2026-11-25 12:00'));
const H = 3_600_000;
const lu = (h: ReturnType<typeof jugerHeure>) => [epochMs(h.instant), 'issue' in h ? h.issue : h.horlogeDouteuse];

describe('the hour of a punch made without a telephone', () => {
  const ecarts = fc.integer({ min: -2 * H, max: 2 * H });
  const ages = fc.integer({ min: 0, max: ANCIEN_MS - 10_000 });

  test('[PT-9] a clock wrong by up to two hours, and known to be: the right second, whatever it waited; nothing to look at', () => {
    fc.assert(
      fc.property(ecarts, ages, fc.integer({ min: -5_000, max: 5_000 }), (ecart, age, mesure) => {
        const vraie = RECU - age;
        const h = jugerHeure({ appui: vraie - ecart, ecart: ecart + mesure }, { envoi: RECU - ecart, recu: RECU });
        expect('issue' in h || h.horlogeDouteuse).toBeFalsy();
        expect(Math.abs(epochMs(h.instant) - vraie)).toBeLessThanOrEqual(Math.abs(mesure) + 1000);
      }),
    );
  });

  test('[PT-9] never measured: the lag that the sending shows, and HORLOGE', () => {
    fc.assert(
      fc.property(ecarts, ages, (ecart, age) => {
        const h = jugerHeure({ appui: RECU - age - ecart }, { envoi: RECU - ecart, recu: RECU });
        expect('issue' in h ? h.issue : h.horlogeDouteuse).toBe(true);
        expect(Math.abs(epochMs(h.instant) - (RECU - age))).toBeLessThan(1000);
      }),
    );
  });

  test('[PT-9] the clock was set since it was measured: HORLOGE, and never an hour that may not be', () => {
    fc.assert(
      fc.property(ecarts, ecarts, ages, (avant, apres, age) => {
        fc.pre(Math.abs(avant - apres) > MEME_HORLOGE_MS);
        const h = jugerHeure({ appui: RECU - age - apres, ecart: avant }, { envoi: RECU - apres, recu: RECU });
        expect('issue' in h ? h.issue : h.horlogeDouteuse).toBe(true);
        expect(epochMs(h.instant)).toBeGreaterThanOrEqual(RECU - ANCIEN_MS - 1000);
        expect(epochMs(h.instant)).toBeLessThanOrEqual(RECU);
      }),
    );
  });

  test('[PT-9] a telephone set to 2019, measured: it lags by seven years, and its hour is right', () => {
    const ecart = RECU - epochMs(paris('2019-03-12 08:00'));
    const h = jugerHeure({ appui: RECU - ecart - 600_000, ecart }, { envoi: RECU - ecart, recu: RECU });
    expect(lu(h)).toEqual([RECU - 600_000, undefined]);
  });

  test('[PT-10] older than 72 hours, or to come: no punch; kept at the moment we had it, with the hour that it said', () => {
    expect(jugerHeure({ appui: RECU - ANCIEN_MS - 1000, ecart: 0 }, { envoi: RECU, recu: RECU })).toEqual({
      instant: paris('2026-11-25 12:00'),
      issue: 'TROP_ANCIEN',
      heureDite: '2026-11-22T10:59:59Z',
    });
    expect(lu(jugerHeure({ appui: RECU - ANCIEN_MS, ecart: 0 }, { envoi: RECU, recu: RECU }))[1]).toBeUndefined();
    const futur = jugerHeure({ appui: RECU + AVANCE_MS + 1000, ecart: 0 }, { envoi: RECU, recu: RECU });
    expect(futur).toMatchObject({ issue: 'FUTUR', heureDite: '2026-11-25T11:02:01Z' });
    expect(lu(jugerHeure({ appui: RECU + AVANCE_MS, ecart: 0 }, { envoi: RECU, recu: RECU }))).toEqual([
      RECU,
      undefined,
    ]);
  });

  test('[PT-10] what no clock can say is never an instant', () => {
    const n = fc.double({ min: -8e15, max: 8e15, noNaN: true });
    fc.assert(
      fc.property(n, fc.option(n, { nil: undefined }), n, (appui, ecart, envoi) => {
        const h = jugerHeure({ appui, ecart }, { envoi, recu: RECU });
        expect(epochMs(h.instant)).toBeLessThanOrEqual(RECU);
        expect(epochMs(h.instant)).toBeGreaterThanOrEqual(RECU - ANCIEN_MS - 1000);
      }),
    );
  });
});

describe('what a visit says of it', () => {
  const anomalies = (plus: Parameters<typeof pointage>[2]) =>
    apparier({ pointages: [pointage('A', '2026-10-01 08:00', plus)] })[0]?.anomalies;

  test('[PT-9] by her own link: NUMERO_AUTRE; by the sheet of the home: nothing; a clock not to be believed: HORLOGE', () => {
    expect(anomalies({ source: 'LIEN' })).toContain('NUMERO_AUTRE');
    expect(anomalies({ source: 'QR' })).not.toContain('NUMERO_AUTRE');
    expect(anomalies({ source: 'QR', horlogeDouteuse: true })).toContain('HORLOGE');
    expect(anomalies({ source: 'QR' })).not.toContain('HORLOGE');
  });

  test('[AP-4] a departure by the sheet, without arrival, is kept', () => {
    const [i] = apparier({ pointages: [pointage('D', '2026-10-01 09:00', { source: 'QR' })] });
    expect([i?.arrivee, i?.depart?.source]).toEqual([undefined, 'QR']);
  });

  test('[PT-9] one sheet read by two aides within a minute: two visits', () => {
    const deux = ['I1', 'I2'].map((intervenantId, n) =>
      pointage('A', `2026-10-01 08:00:${10 + n}`, { source: 'QR', intervenantId, id: intervenantId }),
    );
    expect(apparier({ pointages: deux }).map((i) => i.intervenantId)).toEqual(['I1', 'I2']);
  });
});
