import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BASE_CENTRALE, idAppel } from '#shared/contrats/ids';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import type { Geste, Rattachement } from '#shared/contrats/pointages/rattachement';
import { jour, paris, pointage, usager } from '#shared/testing/constructeurs';
import { basesSuivies, creerMoteur, rattraper } from '../../../transitions/rattraper';
import {
  type BancTransitions,
  intervenant,
  ouvrirBancTransitions,
  rattachement,
} from '../../../transitions/testing/banc';

// Whose a number is, from gestures that bear a date, and what it changes: the queues, the visits, the propositions.

let banc: BancTransitions;
beforeAll(async () => {
  banc = await ouvrirBancTransitions();
});
afterAll(() => banc.fermer());
const depart = async (): Promise<void> => {
  await banc.vider();
  await banc.poserAntenne(
    'EST',
    usager('U1', { telephones: ['+33199000001'] }),
    usager('U2'),
    usager('U4'),
    intervenant('I1', 'EST'),
  );
  await banc.poserAntenne('SUD', usager('U3', { antenne: 'SUD', telephones: ['+33199000003'] }));
};
beforeEach(depart);
const tourner = (): Promise<void> => rattraper(banc.magasin, banc.horloge);

const N9 = '+33199000009';
const geste = (g: Geste, numero: string, usagerId: string, depuis?: string): Rattachement => ({
  ...rattachement(numero, usagerId, usagerId === 'U3' ? 'SUD' : 'EST', banc.horloge()),
  geste: g,
  ...(depuis === undefined ? {} : { depuis: jour(depuis) }),
});
const faire = async (...gestes: Rattachement[]): Promise<void> => {
  for (const g of gestes) await banc.poserAntenne(g.antenne, g);
  await tourner();
};
const anonyme = (id: string, quand: string, numeroAppelant = N9): Pointage =>
  pointage('A', quand, { id, usagerId: undefined, numeroAppelant });
const nomme = (id: string, quand: string, usagerId: string, numeroAppelant = N9): Pointage =>
  pointage('A', quand, { id, usagerId, numeroAppelant });

/** Each punch: the usager of its visit, or the base of the queue where it waits. */
const places = async (): Promise<Record<string, string>> => {
  const visites = [...(await banc.interventions('EST')), ...(await banc.interventions('SUD'))];
  const attentes = Object.entries(await banc.derives()).filter(([k]) => k.includes(' attente:'));
  return Object.fromEntries([
    ...visites.map((i) => [i.id, i.usagerId]),
    ...attentes.map(([k, d]) => [(d as { pointageId: string }).pointageId, k.split(' ')[0] ?? '']),
  ]);
};
const autres = async (): Promise<string[]> =>
  (await banc.interventions('EST')).flatMap((i) => (i.anomalies.includes('NUMERO_AUTRE') ? i.id : []));

describe('[PT-5] a gesture bears a date', () => {
  test('attached since a day: what waits is attached from that day on, the rest goes on waiting', async () => {
    await banc.pointer(anonyme('a', '2026-10-01 08:00'), anonyme('b', '2026-10-02 08:00'));
    await faire(geste('RATTACHER', N9, 'U2', '2026-10-02'));
    expect(await places()).toEqual({ a: 'tg-antenne-est', b: 'U2' });
    await faire(geste('RATTACHER', N9, 'U2'));
    expect(await places()).toEqual({ a: 'U2', b: 'U2' });
  });

  test('[PT-3] what key 9 replaced waits with the punch that says so', async () => {
    const quand = '2026-10-01 18:05';
    await banc.pointer(anonyme('faux', quand), { ...anonyme('vrai', quand), sens: 'DEPART', remplace: 'faux' });
    await tourner();
    const attentes = Object.entries(await banc.derives()).flatMap(([k, d]) => (k.includes(' attente:') ? [d] : []));
    expect(attentes).toHaveLength(2);
    expect(attentes).toContainEqual(expect.objectContaining({ pointageId: 'vrai', remplace: 'faux' }));
  });

  test('a number that moves on a day: each punch goes to whose it was', async () => {
    await banc.pointer(anonyme('a', '2026-10-01 08:00'), anonyme('b', '2026-10-03 08:00'));
    await faire(geste('RATTACHER', N9, 'U1'));
    expect(await places()).toEqual({ a: 'U1', b: 'U1' });
    await faire(geste('DETACHER', N9, 'U1', '2026-10-02'), geste('RATTACHER', N9, 'U2', '2026-10-02'));
    expect(await places()).toEqual({ a: 'U1', b: 'U2' });
    await faire(geste('DETACHER', N9, 'U2', '2026-10-02'), geste('RATTACHER', N9, 'U1'));
    expect(await places()).toEqual({ a: 'U1', b: 'U1' });
  });

  test('taken back: only what the number alone had attached waits again', async () => {
    await banc.pointer(anonyme('a', '2026-10-01 08:00'), nomme('b', '2026-10-02 08:00', 'U2'));
    await faire(geste('RATTACHER', N9, 'U2'));
    expect([await places(), await autres()]).toEqual([{ a: 'U2', b: 'U2' }, []]);
    await faire(geste('DETACHER', N9, 'U2'));
    // [PT-8] The one that names its usager stays, and shows that it came from elsewhere.
    expect([await places(), await autres()]).toEqual([{ a: 'tg-antenne-est', b: 'U2' }, ['b']]);
  });

  test('[PT-8] the file’s own number, taken back from a day: from elsewhere after it, not before', async () => {
    await banc.pointer(
      nomme('a', '2026-10-01 08:00', 'U1', '+33199000001'),
      nomme('b', '2026-10-02 08:00', 'U1', '+33199000001'),
    );
    await faire(geste('DETACHER', '+33199000001', 'U1', '2026-10-02'));
    expect(await autres()).toEqual(['b']);
  });

  /** As the notice undoes it: the contrary, for who knows no withdrawal. */
  const retirer = (g: Rattachement): Rattachement => ({
    ...geste(g.geste === 'DETACHER' ? 'RATTACHER' : 'DETACHER', g.numero, g.usagerId),
    retire: g.id,
  });

  test.each(['RATTACHER', 'DETACHER', 'ECARTER'] as const)(
    '%s, then withdrawn: the number of a couple is both theirs again, and goes on following the file',
    async (quoi) => {
      const telephones = [N9];
      await banc.poserAntenne('EST', usager('U2', { telephones }), usager('U4', { telephones }));
      await banc.pointer(anonyme('a', '2026-10-01 08:00'), nomme('b', '2026-10-02 08:00', 'U2'));
      await tourner();
      const avant = [await places(), await autres()];
      expect(avant).toEqual([{ a: 'tg-antenne-est', b: 'U2' }, []]);
      const fait = geste(quoi, N9, 'U2');
      await faire(fait);
      await faire(retirer(fait));
      expect([await places(), await autres()]).toEqual(avant);
      // The file takes it from one of them: nothing that was undone keeps it.
      await banc.poserAntenne('EST', usager('U2'));
      await tourner();
      expect([await places(), await autres()]).toEqual([{ a: 'U4', b: 'U2' }, ['b']]);
    },
  );

  test('shared by two: what names neither waits', async () => {
    await banc.pointer(anonyme('a', '2026-10-01 08:00'), nomme('b', '2026-10-02 08:00', 'U2'));
    await faire(geste('RATTACHER', N9, 'U1'), geste('RATTACHER', N9, 'U2'));
    expect([await places(), await autres()]).toEqual([{ a: 'tg-antenne-est', b: 'U2' }, []]);
  });

  test('a number that another antenna knows: its gesture takes nothing from there, both settle it', async () => {
    await banc.pointer(anonyme('a', '2026-10-01 08:00', '+33199000003'));
    await tourner();
    expect(await places()).toEqual({ a: 'U3' });
    await faire(geste('RATTACHER', '+33199000003', 'U2'));
    expect(await places()).toEqual({ a: 'tg-antenne-est' });
    await faire(geste('DETACHER', '+33199000003', 'U3'));
    expect(await places()).toEqual({ a: 'U2' });
  });

  test('a gesture of before gestures had kinds attaches', async () => {
    await banc.pointer(anonyme('a', '2026-10-01 08:00'));
    const { geste: _, ...ancien } = geste('RATTACHER', N9, 'U2');
    await banc.poserAntenne('EST', ancien);
    await tourner();
    expect(await places()).toEqual({ a: 'U2' });
  });
});

test('[PT-5] [AP-8] the same punches and gestures in any order, told twice or not, give the same', {
  timeout: 120_000,
}, async () => {
  const NUMEROS = ['+33199000001', '+33199000003', N9];
  const unGeste = fc.record({
    g: fc.constantFrom<Geste>('RATTACHER', 'RATTACHER', 'DETACHER', 'ECARTER'),
    numero: fc.constantFrom(...NUMEROS),
    qui: fc.constantFrom('U1', 'U2', 'U3'),
    depuis: fc.option(fc.constantFrom('2026-10-02', '2026-10-03'), { nil: undefined }),
  });
  const unPointage = fc.record({
    numero: fc.constantFrom(...NUMEROS),
    qui: fc.option(fc.constantFrom('U1', 'U2', 'U3'), { nil: undefined }),
    quand: fc.constantFrom('2026-10-01 08:00', '2026-10-02 08:00', '2026-10-03 08:00'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(unGeste, { minLength: 1, maxLength: 5 }),
      fc.array(unPointage, { minLength: 1, maxLength: 5 }),
      fc.infiniteStream(fc.nat(9)),
      async (gestes, pointages, hasard) => {
        const actes = [
          ...gestes.map((x) => geste(x.g, x.numero, x.qui, x.depuis)),
          ...pointages.map((x, n) =>
            pointage('A', x.quand, { id: `p${n}`, usagerId: x.qui, numeroAppelant: x.numero }),
          ),
        ];
        const jouer = async (ordre: typeof actes, redire: boolean): Promise<Record<string, unknown>> => {
          await depart();
          const moteur = await creerMoteur(banc.magasin, banc.horloge);
          for (const a of redire ? ordre.flatMap((x) => [x, x]) : ordre) {
            await (a.type === 'pointage' ? banc.pointer(a) : banc.poserAntenne(a.antenne, a));
            if ((hasard.next().value ?? 0) > 6) await moteur.tour(await basesSuivies(banc.magasin));
          }
          await moteur.tour(await basesSuivies(banc.magasin));
          return banc.derives();
        };
        expect(await jouer([...actes].reverse(), true)).toEqual(await jouer(actes, false));
      },
    ),
    { numRuns: 6, seed: 11 },
  );
});

test('[PT-8] an aide’s own number is never proposed, given before or after the punches; no longer hers, it is', async () => {
  const propositions = async (): Promise<number> =>
    Object.keys(await banc.derives()).filter((k) => k.includes(' proposition:')).length;
  const punches = ['01', '02', '03'].map((j) => nomme(`p${j}`, `2026-10-${j} 08:00`, 'U2'));
  await banc.pointer(...punches);
  await tourner();
  expect(await propositions()).toBe(1);
  await banc.poserAntenne('EST', { ...intervenant('I1', 'EST'), telephone: N9 });
  await tourner();
  expect(await propositions()).toBe(0);
  await banc.poserAntenne('EST', intervenant('I1', 'EST'));
  await tourner();
  expect(await propositions()).toBe(1);
});

describe('[PT-4] failed calls', () => {
  const appel = (id: string, quand: string, plus: Partial<Appel> = {}): Appel => ({
    _id: idAppel(paris(quand), id),
    type: 'appel',
    id,
    instant: paris(quand),
    recuLe: paris(quand),
    source: 'SVI',
    numeroAppelant: N9,
    etape: 'SENS',
    issue: 'RACCROCHE',
    ...plus,
  });
  const vus = async (): Promise<string[]> => Object.keys(await banc.derives()).filter((k) => k.includes(' appel:'));

  test('one that no antenna claims goes to the central queue, and to the antenna once its number is attached', async () => {
    const a = appel('K', '2026-10-01 08:00');
    await banc.pointer(a);
    await tourner();
    expect(await vus()).toEqual([`${BASE_CENTRALE} ${a._id}`]);
    await faire(geste('RATTACHER', N9, 'U2'));
    expect(await vus()).toEqual([`tg-antenne-est ${a._id}`]);
  });

  const punch = { ...pointage('A', '2026-10-01 08:00', { id: 'p' }), appelId: 'K' };
  const cdr = { source: 'CDR', etape: 'DEPART', issue: 'SANS_TRACE' } as const;
  test.each<[string, (Appel | Pointage)[]]>([
    ['then a punch of the same call', [appel('K', '2026-10-01 08:00'), punch]],
    ['before which the punch had come', [punch, appel('K', '2026-10-01 08:00')]],
    ['rebuilt from the records, then its punch', [appel('K', '2026-10-01 07:58', cdr), punch]],
    ['rebuilt from the records on the other side of midnight', [punch, appel('K', '2026-09-30 23:58', cdr)]],
  ])('one %s leaves', async (_, evenements) => {
    for (const e of evenements) {
      await banc.pointer(e);
      await tourner();
    }
    expect(await vus()).toEqual([]);
    expect(await banc.idsDerives()).toEqual(['tg-antenne-est intervention:2026-10-01:p']);
  });

  test('one rebuilt from the records that we had too is shown once, as we had it', async () => {
    const [notre, leur] = [appel('K', '2026-10-01 08:00'), appel('K', '2026-10-01 08:01', cdr)];
    for (const ordre of [
      [notre, leur],
      [leur, notre],
    ]) {
      await depart();
      for (const a of ordre) {
        await banc.pointer(a);
        await tourner();
      }
      expect(await vus()).toEqual([`${BASE_CENTRALE} ${notre._id}`]);
    }
  });

  test('the same call id on a far day is another call', async () => {
    const loin = appel('K', '2026-10-05 08:00');
    await banc.pointer(punch, loin);
    await tourner();
    expect(await vus()).toEqual([`${BASE_CENTRALE} ${loin._id}`]);
  });
});

describe('[PT-8] propositions', () => {
  const propositions = async () =>
    Object.entries(await banc.derives()).filter(([k]) => k.includes(' proposition:')) as [string, object][];
  const trois = (qui = 'U2') => [
    nomme('a', '2026-10-01 08:00', qui),
    nomme('b', '2026-10-02 08:00', qui),
    nomme('c', '2026-10-03 08:00', qui),
  ];

  test('at the third punch of the same usager, in its antenna; it follows the last one', async () => {
    const [a, b, c] = trois();
    await banc.pointer(...(a && b ? [a, b] : []));
    await tourner();
    expect(await propositions()).toEqual([]);
    await banc.pointer(...(c ? [c] : []));
    await tourner();
    expect(await propositions()).toEqual([
      [
        'tg-antenne-est proposition:2026-10-03:33199000009',
        {
          _id: 'proposition:2026-10-03:33199000009',
          type: 'proposition',
          numero: N9,
          usagerId: 'U2',
          pointages: 3,
          premier: paris('2026-10-01 08:00'),
          dernier: paris('2026-10-03 08:00'),
        },
      ],
    ]);
    await banc.pointer(nomme('d', '2026-10-04 08:00', 'U2'));
    await tourner();
    expect((await propositions()).map(([k]) => k)).toEqual(['tg-antenne-est proposition:2026-10-04:33199000009']);
  });

  test('a call that was corrected by key 9, even twice, counts once', async () => {
    const corrige = (id: string, quand: string, remplace: string): Pointage => ({
      ...nomme(id, quand, 'U2'),
      remplace,
    });
    const quand = '2026-10-01 08:00';
    await banc.pointer(nomme('k-0', quand, 'U2'), corrige('k-1', quand, 'k-0'), corrige('k-2', quand, 'k-1'));
    await tourner();
    expect(await propositions()).toEqual([]);
    await banc.pointer(nomme('l-0', '2026-10-02 08:00', 'U2'), nomme('m-0', '2026-10-03 08:00', 'U2'));
    await tourner();
    expect((await propositions()).map(([, d]) => d)).toMatchObject([{ pointages: 3, premier: paris(quand) }]);
  });

  test('in the antenna of the usager on the day of the last punch, wherever the aide is', async () => {
    await banc.pointer(...trois('U3'));
    await tourner();
    expect((await propositions()).map(([k]) => k.split(' ')[0])).toEqual(['tg-antenne-sud']);
  });

  test.each<[string, () => Promise<void>]>([
    ['attached', () => faire(geste('RATTACHER', N9, 'U2'))],
    ['attached to another', () => faire(geste('RATTACHER', N9, 'U1'))],
    ['set aside', () => faire(geste('ECARTER', N9, 'U2'))],
    ['contradicted by a later punch', () => banc.pointer(nomme('d', '2026-10-04 08:00', 'U1')).then(tourner)],
    ['contradicted by one that names nobody', () => banc.pointer(anonyme('d', '2026-10-04 08:00')).then(tourner)],
    ['in the file since', () => banc.poserAntenne('EST', usager('U4', { telephones: [N9] })).then(tourner)],
    [
      'of an usager who has left the file',
      () => banc.poserAntenne('EST', usager('U2', { absentDepuis: jour('2026-10-20') })).then(tourner),
    ],
  ])('leaves once %s', async (_, evenement) => {
    await banc.pointer(...trois());
    await tourner();
    expect(await propositions()).toHaveLength(1);
    await evenement();
    expect(await propositions()).toEqual([]);
  });

  test('a number taken back is proposed again; one set aside is not', async () => {
    await banc.pointer(...trois());
    await faire(geste('RATTACHER', N9, 'U2'));
    await faire(geste('DETACHER', N9, 'U2'));
    expect(await propositions()).toHaveLength(1);
    await faire(geste('ECARTER', N9, 'U2'));
    expect(await propositions()).toEqual([]);
  });

  test('how many punches it takes is a dated parameter', async () => {
    await banc.pointer(...trois());
    await tourner();
    await banc.poser(BASE_CENTRALE, {
      _id: 'parametre:pointagesAvantProposition:2026-10-01',
      type: 'parametre',
      cle: 'pointagesAvantProposition',
      depuis: '2026-10-01',
      valeur: 4,
      auteur: 'x',
      instant: banc.horloge(),
    });
    await tourner();
    expect(await propositions()).toEqual([]);
  });
});
