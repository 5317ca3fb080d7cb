import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { AppelOperateur } from '../../simulator/appels-operateur';
import { NUMERO_SVI, operateurDEssai } from '../../testing/operateur';
import { lireHorodatage, releverAppels } from './releve-appels';

const ouverts: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const fermer of ouverts.splice(0)) await fermer();
});

const DEBUT = '2026-11-25T06:00:00Z' as Instant;
const FIN = '2026-11-25T10:00:00Z' as Instant;
const operateur = async (options: Parameters<typeof operateurDEssai>[0] = {}) => {
  const o = await operateurDEssai({ horloge: () => epochMs(FIN) + 3_600_000, ...options });
  ouverts.push(o.operateur.arreter);
  return o;
};
const appel = (n: number, a: Partial<AppelOperateur> = {}): AppelOperateur => {
  const debut = epochMs(DEBUT) + 60_000 + n * 7_000;
  return { callUuid: `u-${n}`, de: '33199000001', vers: '33805123456', debut, fin: debut + 25_000, ...a };
};
const PARIS = (ecrit: boolean) => ({ decalageMinutes: () => 60, avecDecalage: ecrit });

describe('l’heure des relevés', () => {
  test.each([
    ['2026-11-25 08:31:49+01:00', 'UTC', '2026-11-25T07:31:49Z'],
    ['2026-11-25 13:01:49+05:30', 'Europe/Paris', '2026-11-25T07:31:49Z'],
    ['2026-11-25T07:31:49.123456Z', 'Europe/Paris', '2026-11-25T07:31:49Z'],
    ['2026-11-25 08:31:49 +0100', 'UTC', '2026-11-25T07:31:49Z'],
    ['2026-11-25 07:31:49', 'UTC', '2026-11-25T07:31:49Z'],
    ['2026-11-25 08:31:49', 'Europe/Paris', '2026-11-25T07:31:49Z'],
    ['2026-07-01 08:31:49', 'Europe/Paris', '2026-07-01T06:31:49Z'],
    ['2026-10-25 02:30:00', 'Europe/Paris', '2026-10-25T00:30:00Z'],
  ] as const)('%s in %s is %s', (ecrit, fuseau, instant) => {
    expect(lireHorodatage(ecrit, fuseau).instants[0]).toBe(instant);
  });

  test('the repeated hour has two; the hour that spring skips, and what is no time, none', () => {
    expect(lireHorodatage('2026-10-25 02:30:00', 'Europe/Paris').instants).toHaveLength(2);
    for (const ecrit of ['2026-03-29 02:30:00', '', null, 'hier', '2026-13-45 99:00:00', '25/11/2026 08:31'])
      expect(lireHorodatage(ecrit, 'Europe/Paris').instants).toEqual([]);
  });
});

describe('les relevés d’appels', () => {
  test('every call once, over the pages, whatever comes while they are read', async () => {
    let n = 1000;
    const { operateur: o, api } = await operateur({
      // A record that came late: every page after it begins with calls already seen.
      entrePages: () => o.appels.push(appel(n++, { fin: epochMs(FIN) - 1000 })),
    });
    for (let i = 0; i < 65; i += 1) o.appels.push(appel(i));
    o.pannes.push({ sorte: 'STATUT', statut: 503, chemin: /offset=20/ }, { sorte: 'JSON_COUPE', chemin: /offset=40/ });
    const lu = await releverAppels(api, { debut: DEBUT, fin: FIN }, { fuseau: 'UTC', numero: NUMERO_SVI });
    const ids = lu.ok ? lu.valeur.appels.map((a) => a.appelId) : [];
    expect(ids).toEqual(expect.arrayContaining(Array.from({ length: 65 }, (_, i) => `u-${i}`)));
    expect(new Set(ids).size).toBe(ids.length);
    // The query outlives a failure.
    for (const r of o.requetes)
      expect(r).toMatch(
        /call_direction=inbound&end_time__gte=2026-11-25\+06:00:00&end_time__lt=2026-11-25\+10:00:00&limit=20&offset=\d+$/,
      );
  });

  test('calls that vanish while one reads: read again; without end: refused', async () => {
    let retraits = 1;
    const { operateur: o, api } = await operateur({
      entrePages: () => {
        if (retraits-- > 0) o.appels.sort((a, b) => b.fin - a.fin).shift();
      },
    });
    for (let i = 0; i < 60; i += 1) o.appels.push(appel(i));
    const f = { debut: DEBUT, fin: FIN };
    const lu = await releverAppels(api, f, { fuseau: 'UTC', numero: undefined });
    expect(lu.ok && new Set(lu.valeur.appels.map((a) => a.appelId)).size).toBe(60);
    retraits = 1000;
    expect(await releverAppels(api, f, { fuseau: 'UTC', numero: undefined })).toMatchObject({
      refus: { code: 'RELEVES_MOUVANTS' },
    });
  });

  test('the number, the start and the caller are read; withheld callers too; other numbers of the account are not ours', async () => {
    const { operateur: o, api } = await operateur({ heures: PARIS(true) });
    o.appels.push(
      appel(1, { de: 'anonymous' }),
      appel(2, { vers: '33144000000' }),
      appel(3, { callUuid: 'étrange/uuid' }),
      appel(4, { champs: { call_uuid: null } }),
      appel(5, { champs: { initiation_time: 'n/a', answer_time: null } }),
      appel(6, { champs: { initiation_time: null, answer_time: null, end_time: null } }),
    );
    const lu = await releverAppels(api, { debut: DEBUT, fin: FIN }, { fuseau: 'UTC', numero: NUMERO_SVI });
    expect(lu).toEqual({
      ok: true,
      valeur: {
        illisibles: 2,
        appels: [
          { appelId: 'u-5', numero: '+33199000001', instant: '2026-11-25T06:02:00Z' },
          { appelId: expect.stringMatching(/^[0-9a-f]{32}$/), numero: '+33199000001', instant: '2026-11-25T06:01:21Z' },
          { appelId: 'u-1', instant: '2026-11-25T06:01:07Z' },
        ],
      },
    });
  });

  test('times without an offset are read in the account’s zone; where the setting is another zone, nothing is believed', async () => {
    const { operateur: o, api } = await operateur({ heures: PARIS(false) });
    o.appels.push(appel(1));
    const f = { debut: DEBUT, fin: FIN };
    const bon = await releverAppels(api, f, { fuseau: 'Europe/Paris', numero: undefined });
    expect(bon.ok && bon.valeur.appels[0]?.instant).toBe('2026-11-25T06:01:07Z');
    o.appels.push(appel(2, { debut: epochMs(FIN) - 60_000, fin: epochMs(FIN) - 1000 }));
    expect(await releverAppels(api, f, { fuseau: 'UTC', numero: undefined })).toMatchObject({
      refus: { code: 'FUSEAU_FAUX', message: expect.stringContaining('PLIVO_FUSEAU=UTC') },
    });
  });

  test('any offset written, any instant: read back to the second', () => {
    fc.assert(
      fc.property(
        fc.integer({
          min: epochMs('2025-01-01T00:00:00Z' as Instant),
          max: epochMs('2030-01-01T00:00:00Z' as Instant),
        }),
        fc.integer({ min: -47, max: 56 }),
        (ms, quarts) => {
          const local = new Date(ms + quarts * 900_000).toISOString().slice(0, 19).replace('T', ' ');
          const [h, m] = [Math.floor(Math.abs(quarts) / 4), (Math.abs(quarts) % 4) * 15];
          const decalage = `${quarts < 0 ? '-' : '+'}${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`;
          expect(lireHorodatage(local + decalage, 'Europe/Paris')).toEqual({ instants: [instantDe(ms)], sur: true });
        },
      ),
    );
  });
});
