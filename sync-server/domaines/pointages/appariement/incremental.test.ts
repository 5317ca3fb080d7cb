import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import type { Visite } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, baseAntenne, idAppel } from '#shared/contrats/ids';
import type { Appel } from '#shared/contrats/pointages/pointage';
import { DEPUIS_TOUJOURS } from '#shared/domain/cloture/antenne';
import { epochMs, instantDe } from '#shared/temps/paris';
import { correction, jour, paris, pointage, usager, visite } from '#shared/testing/constructeurs';
import { lireUn } from '../../../store/lire';
import { basesSuivies, creerMoteur, type Moteur, rattraper } from '../../../transitions/rattraper';
import { reconstruire } from '../../../transitions/reconstruire';
import {
  type BancTransitions,
  intervenant,
  ouvrirBancTransitions,
  rattachement,
} from '../../../transitions/testing/banc';

let banc: BancTransitions;
beforeAll(async () => {
  banc = await ouvrirBancTransitions();
});
afterAll(() => banc.fermer());

const NUMEROS = ['+33199000001', '+33199000002', '+33199000003'];
const minute = fc.integer({ min: 0, max: 3 * 24 * 60 - 1 });
const instantDe0 = (m: number) => instantDe(epochMs(paris('2026-10-01 00:00')) + m * 60_000);
const antenne = fc.constantFrom<Antenne>('EST', 'SUD');
const usagerId = fc.constantFrom('U1', 'U2', 'U3');
const aide = fc.constantFrom('I1', 'I2', 'I9');
const appelId = fc.constantFrom('K1', 'K2', 'K3');

/** What may happen to the store, in any order. */
const evenement = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      quoi: fc.constant('pointage' as const),
      minute,
      sens: fc.constantFrom('A' as const, 'D' as const),
      usagerId: fc.option(usagerId, { nil: undefined }),
      aide,
      numero: fc.constantFrom(...NUMEROS),
      appel: fc.option(appelId, { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      quoi: fc.constant('appel' as const),
      minute,
      id: appelId,
      source: fc.constantFrom('SVI' as const, 'CDR' as const),
      aide: fc.option(aide, { nil: undefined }),
      numero: fc.constantFrom(...NUMEROS),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      quoi: fc.constant('visite' as const),
      minute,
      id: fc.constantFrom('V1', 'V2', 'V3', 'V4'),
      usagerId,
      aide,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      quoi: fc.constant('usager' as const),
      usagerId,
      telephones: fc.subarray(NUMEROS),
      antenne,
      vers: fc.option(antenne, { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      quoi: fc.constant('rattachement' as const),
      usagerId,
      antenne,
      geste: fc.constantFrom('RATTACHER' as const, 'RATTACHER' as const, 'DETACHER' as const, 'ECARTER' as const),
      numero: fc.constantFrom(...NUMEROS),
      depuis: fc.option(fc.constantFrom(jour('2026-10-02'), jour('2026-10-03'), jour('2026-10-09')), {
        nil: undefined,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ quoi: fc.constant('creation' as const), minute, usagerId, aide, antenne }) },
  { weight: 1, arbitrary: fc.record({ quoi: fc.constant('aide' as const), aide }) },
  {
    weight: 1,
    arbitrary: fc.record({ quoi: fc.constant('doublon' as const), valeur: fc.integer({ min: 0, max: 60 }) }),
  },
  { weight: 4, arbitrary: fc.record({ quoi: fc.constant('tour' as const) }) },
);
type Evenement = typeof evenement extends fc.Arbitrary<infer T> ? T : never;

const appelEchoue = (
  e: Pick<Appel, 'id' | 'instant' | 'source'> & { numero: string; aide: string | undefined },
): Appel => ({
  _id: idAppel(e.instant, e.id),
  type: 'appel',
  id: e.id,
  instant: e.instant,
  recuLe: e.instant,
  source: e.source,
  numeroAppelant: e.numero,
  etape: 'SENS',
  issue: 'RACCROCHE',
  ...(e.aide === undefined ? {} : { intervenantId: e.aide }),
});

const parametre = (cle: string, valeur: number) => ({
  _id: `parametre:${cle}:2026-01-01`,
  type: 'parametre',
  cle,
  depuis: '2026-01-01',
  valeur,
  auteur: 'x',
  instant: banc.horloge(),
});

const jouer = async (e: Exclude<Evenement, { quoi: 'tour' }>, n: number): Promise<void> => {
  const id = `E${String(n).padStart(3, '0')}`;
  switch (e.quoi) {
    case 'pointage':
      return banc.pointer(
        pointage(e.sens, '2026-10-01 00:00', {
          id,
          instant: instantDe0(e.minute),
          recuLe: banc.horloge(),
          usagerId: e.usagerId,
          intervenantId: e.aide,
          numeroAppelant: e.numero,
          ...(e.appel === undefined ? {} : { appelId: e.appel }),
        }),
      );
    case 'appel':
      return banc.pointer(appelEchoue({ ...e, instant: instantDe0(e.minute) }));
    case 'visite': {
      const debut = instantDe0(e.minute);
      const v = visite(e.id, '2026-10-01 08:00', '2026-10-01 09:00', {
        usagerId: e.usagerId,
        intervenantId: e.aide,
        debut,
        fin: instantDe0(e.minute + 60),
        recuLe: banc.horloge(),
      });
      const date = jour(instantDe(epochMs(debut) + 7_200_000).slice(0, 10));
      const _id = `visite:${date}:${e.id}-${date}`;
      // As an import does: what it was stays beside what it is.
      const avant = await lireUn<Visite>(banc.magasin, baseAntenne('EST'), _id);
      const versions = [...(avant?.versions ?? []), ...v.versions];
      return banc.poserAntenne('EST', { ...v, _id, id: `${e.id}-${date}`, versions });
    }
    case 'usager': {
      const u = usager(e.usagerId, {
        telephones: e.telephones,
        antennes: [
          { antenne: e.antenne, depuis: DEPUIS_TOUJOURS },
          ...(e.vers ? [{ antenne: e.vers, depuis: jour('2026-10-02') }] : []),
        ],
      });
      // In the database of each antenna that the usager has or had.
      await banc.poserAntenne('EST', u);
      return banc.poserAntenne('SUD', u);
    }
    case 'rattachement':
      return banc.poserAntenne(e.antenne, {
        ...rattachement(e.numero, e.usagerId, e.antenne, banc.horloge()),
        geste: e.geste,
        ...(e.depuis === undefined ? {} : { depuis: e.depuis }),
      });
    case 'creation':
      return banc.poserAntenne(
        e.antenne,
        correction('CREATION', {
          id,
          date: jour(instantDe(epochMs(instantDe0(e.minute)) + 7_200_000).slice(0, 10)),
          antenne: e.antenne,
          usagerId: e.usagerId,
          intervenantId: e.aide,
          debut: instantDe0(e.minute),
          fin: instantDe0(e.minute + 45),
          instant: paris('2026-10-20 10:00'),
          _id: `correction:${instantDe(epochMs(instantDe0(e.minute)) + 7_200_000).slice(0, 10)}:${id}`,
        }),
      );
    case 'aide':
      return banc.poserAntenne('SUD', intervenant(e.aide, 'SUD'));
    case 'doublon':
      return banc.poser(BASE_CENTRALE, parametre('doublon', e.valeur));
  }
};

const depart = async (): Promise<void> => {
  await banc.vider();
  for (const a of ['EST', 'SUD'] as const)
    await banc.poserAntenne(
      a,
      usager('U1', { telephones: [NUMEROS[0] ?? ''] }),
      usager('U2'),
      usager('U3', { antenne: 'SUD' }),
    );
  await banc.poserAntenne('EST', intervenant('I1', 'EST'), intervenant('I2', 'EST'));
  // [PT-8] One punch is enough, so that a short story has propositions that come and go.
  await banc.poser(BASE_CENTRALE, parametre('pointagesAvantProposition', 1));
};
const tour = async (m: Moteur): Promise<number> => m.tour(await basesSuivies(banc.magasin));

test('[AP-8] [PT-5] [PT-8] event by event, with what is kept in memory, gives what the whole gives from zero', {
  timeout: 300_000,
}, async () => {
  let propositions = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(evenement, { minLength: 4, maxLength: 30 }), async (evenements) => {
      await depart();
      const moteur = await creerMoteur(banc.magasin, banc.horloge);
      for (const [n, e] of evenements.entries()) {
        if (e.quoi === 'tour') await tour(moteur);
        else await jouer(e, n);
      }
      await tour(moteur);
      const incremental = await banc.derives();
      propositions += Object.keys(incremental).filter((k) => k.includes(' proposition:')).length;
      await reconstruire(banc.magasin, banc.horloge);
      expect(incremental).toEqual(await banc.derives());
      // Nothing is left to say, and saying it again changes nothing.
      expect(await tour(await creerMoteur(banc.magasin, banc.horloge))).toBe(0);
    }),
    { numRuns: 12, seed: 20261125 },
  );
  // The stories have what they are about.
  expect(propositions).toBeGreaterThan(0);
});

test('[AP-8] several processes at once do no harm', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(evenement, { minLength: 10, maxLength: 30 }), async (evenements) => {
      await depart();
      const moteurs = await Promise.all([1, 2].map(() => creerMoteur(banc.magasin, banc.horloge)));
      for (const [n, e] of evenements.entries()) {
        if (e.quoi === 'tour') await Promise.all(moteurs.map(tour));
        else await jouer(e, n);
      }
      await Promise.all([...moteurs.map(tour), rattraper(banc.magasin, banc.horloge)]);
      await Promise.all(moteurs.map(tour));
      const obtenu = await banc.derives();
      await reconstruire(banc.magasin, banc.horloge);
      expect(obtenu).toEqual(await banc.derives());
    }),
    { numRuns: 4, seed: 7 },
  );
});
