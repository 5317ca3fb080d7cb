import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Appel } from '#shared/contrats/pointages/pointage';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { DEPUIS_TOUJOURS } from '#shared/domain/cloture/antenne';
import type { Mois } from '#shared/temps/types';
import { cloture, correction, jour, paris, pointage, usager, visite } from '#shared/testing/constructeurs';
import { remplacer } from '../../../store/ecrire';
import { sequenceDe } from '../../../store/lire';
import { demarrerTransitions } from '../../../transitions/demarrer';
import { rattraper } from '../../../transitions/rattraper';
import { reconstruire } from '../../../transitions/reconstruire';
import {
  type BancTransitions,
  intervenant,
  moisDit,
  ouvrirBancTransitions,
  rattachement,
} from '../../../transitions/testing/banc';
import { creerGardien, lireRepere } from '../monde/repere';

let banc: BancTransitions;
beforeAll(async () => {
  banc = await ouvrirBancTransitions();
});
afterAll(() => banc.fermer());
beforeEach(async () => {
  await banc.vider();
  await banc.poserAntenne(
    'EST',
    usager('U1', { telephones: ['+33199000001'] }),
    usager('U2'),
    intervenant('I1', 'EST'),
  );
  await banc.poserAntenne('SUD', usager('U3', { antenne: 'SUD' }), intervenant('I2', 'SUD'));
});
const tourner = (): Promise<void> => rattraper(banc.magasin, banc.horloge);
const inconnu = { usagerId: undefined, numeroAppelant: '+33199000009' } as const;

test('[AP-1] [AP-2] [AP-7] punches and plan make the interventions of the antenna, and nothing changes when run again', async () => {
  await banc.poserAntenne(
    'EST',
    visite('V1', '2026-10-01 08:30', '2026-10-01 09:30'),
    visite('V2', '2026-10-02 08:30', '2026-10-02 09:30'),
  );
  await banc.pointer(pointage('A', '2026-10-01 08:31', { id: 'a' }), pointage('D', '2026-10-01 09:29', { id: 'd' }));
  await tourner();
  const avant = await banc.interventions('EST');
  expect(avant.map((i) => [i._id, i.arrivee?.id, i.depart?.id, i.visite?.id])).toEqual([
    ['intervention:2026-10-01:a', 'a', 'd', 'V1'],
    ['intervention:2026-10-02:V2', undefined, undefined, 'V2'],
  ]);
  const seq = await sequenceDe(banc.magasin, 'tg-antenne-est');
  await tourner();
  expect(await banc.interventions('EST')).toEqual(avant);
  expect(await sequenceDe(banc.magasin, 'tg-antenne-est')).toEqual(seq);
});

test('[AP-8] a late punch replaces what it changes: the planned visit is no longer unpunched', async () => {
  await banc.poserAntenne('EST', visite('V1', '2026-10-01 23:30', '2026-10-02 00:30'));
  await banc.pointer(pointage('D', '2026-10-02 00:31', { id: 'd' }));
  await tourner();
  expect((await banc.interventions('EST')).map((i) => i._id)).toEqual([
    'intervention:2026-10-01:V1',
    'intervention:2026-10-02:d',
  ]);
  await banc.pointer(pointage('A', '2026-10-01 23:29', { id: 'a' }));
  await tourner();
  expect((await banc.interventions('EST')).map((i) => [i._id, i.visite?.id])).toEqual([
    ['intervention:2026-10-01:a', 'V1'],
  ]);
});

test('[CO-8] a creation whose hours or aide were corrected is joined by the punches of those, whatever comes last: it is paired again at each verdict', async () => {
  const h = (local: string) => paris(`2026-10-01 ${local}`);
  const creee = correction('CREATION', {
    id: 'CR',
    usagerId: 'U1',
    intervenantId: 'I2',
    debut: h('09:00'),
    fin: h('10:00'),
    instant: h('14:00'),
  });
  const deplacee = correction('HORAIRE', {
    cible: { genre: 'CREATION', id: 'CR' },
    debut: h('12:30'),
    fin: h('13:30'),
    base: ['CR'],
    instant: h('15:00'),
  });
  const donnee = correction('DONNEES', {
    cible: { genre: 'CREATION', id: 'CR' },
    intervenantId: 'I1',
    base: [deplacee.id],
    instant: h('15:10'),
  });
  const punches = (['A 12:31', 'D 13:29'] as const).map((dit) =>
    pointage(dit[0] as 'A' | 'D', `2026-10-01 ${dit.slice(2)}`, { id: dit[0] as string, recuLe: h('18:00') }),
  );
  const dites = async () => (await banc.interventions('EST')).map((i) => [i.id, i.creations]);
  await banc.poserAntenne('EST', creee);
  await tourner();
  expect(await dites()).toEqual([['CR', ['CR']]]);
  // The PC was cut off: what it had said before is had after the punches.
  await banc.pointer(...punches);
  await tourner();
  expect(await dites()).toHaveLength(2);
  await banc.poserAntenne('EST', deplacee);
  await tourner();
  expect(await dites()).toHaveLength(2);
  await banc.poserAntenne('EST', donnee);
  await tourner();
  expect(await dites()).toEqual([['A', ['CR']]]);
});

describe('[AP-11] visits that follow each other and are punched once', () => {
  const poser = () =>
    banc.poserAntenne(
      'EST',
      visite('V', '2026-10-01 16:00', '2026-10-01 17:00'),
      visite('W', '2026-10-01 17:00', '2026-10-01 18:00'),
    );
  const pointer = () =>
    banc.pointer(pointage('A', '2026-10-01 16:02', { id: 'a' }), pointage('D', '2026-10-01 18:01', { id: 'd' }));
  const dites = async () =>
    (await banc.interventions('EST')).map((i) => [i.id, i.couvertes?.map((v) => v.id), i.couverture?.id]);

  test('[AP-11] the second is covered when the departure comes, and no more when it is planned otherwise', async () => {
    await poser();
    await tourner();
    expect(await dites()).toEqual([
      ['V', undefined, undefined],
      ['W', undefined, undefined],
    ]);
    await pointer();
    await tourner();
    expect(await dites()).toEqual([
      ['W', undefined, 'a'],
      ['a', ['W'], undefined],
    ]);
    await banc.poserAntenne('EST', visite('W', '2026-10-01 17:30', '2026-10-01 18:00'));
    await tourner();
    expect(await dites()).toEqual([
      ['W', undefined, undefined],
      ['a', undefined, undefined],
    ]);
  });

  /** The store as a version left it that knew nothing of this rule. */
  const vieillir = async (): Promise<void> => {
    for (const { couverture: _, couvertes: __, ...i } of await banc.interventions('EST'))
      await remplacer(banc.magasin, 'tg-antenne-est', i);
    const repere = await lireRepere(banc.magasin, 'apparier');
    repere.memoire.delete('regle');
    await creerGardien(banc.magasin, 'apparier')(repere);
  };

  test('[AP-11] a store that was paired before there was this rule is paired again by itself; not its closed months', async () => {
    await poser();
    await pointer();
    await tourner();
    const voulues = await dites();
    await vieillir();
    expect(await dites()).not.toEqual(voulues);
    await tourner();
    expect(await dites()).toEqual(voulues);
    await vieillir();
    await banc.poserAntenne('EST', cloture('EST', '2026-10' as Mois));
    await tourner();
    expect(await dites()).not.toEqual(voulues);
  });
});

test('[CL-1] a usager who changes antenna: each visit is in the database of its antenna on that day', async () => {
  await banc.pointer(
    pointage('A', '2026-10-14 08:00', { id: 'avant' }),
    pointage('A', '2026-10-15 08:00', { id: 'apres' }),
  );
  await tourner();
  expect(await banc.interventions('EST')).toHaveLength(2);
  const parti = usager('U1', {
    telephones: ['+33199000001'],
    antennes: [
      { antenne: 'EST', depuis: DEPUIS_TOUJOURS },
      { antenne: 'SUD', depuis: jour('2026-10-15') },
    ],
  });
  await banc.poserAntenne('EST', parti);
  await banc.poserAntenne('SUD', parti);
  await tourner();
  expect((await banc.interventions('EST')).map((i) => i.id)).toEqual(['avant']);
  expect((await banc.interventions('SUD')).map((i) => i.id)).toEqual(['apres']);
});

describe('[PT-5] a punch that waits', () => {
  const file = async (base: string) => (await banc.derives())[`${base} attente:2026-10-01:p`];

  test('without usager, it waits in the antenna of the aide, until its number is attached: back in time', async () => {
    await banc.pointer(
      pointage('A', '2026-10-01 08:00', { ...inconnu, id: 'p' }),
      pointage('D', '2026-10-01 09:00', { ...inconnu, id: 'q' }),
    );
    await tourner();
    expect(await file('tg-antenne-est')).toMatchObject({
      raison: 'USAGER_INCONNU',
      antenne: 'EST',
      numeroAppelant: '+33199000009',
    });
    expect(await banc.interventions('EST')).toEqual([]);
    await banc.poserAntenne('EST', rattachement('+33199000009', 'U2', 'EST', banc.horloge()));
    await tourner();
    expect(await file('tg-antenne-est')).toBeUndefined();
    // [PT-8] An attached number is the usager's own.
    expect(await banc.interventions('EST')).toMatchObject([
      { usagerId: 'U2', arrivee: { id: 'p' }, depart: { id: 'q' }, anomalies: ['HORS_PLANNING'] },
    ]);
  });

  test('attached once its month is closed everywhere, it is a visit too, which the next closing sends', async () => {
    await banc.pointer(
      pointage('A', '2026-09-15 08:00', { ...inconnu, id: 'z' }),
      pointage('A', '2026-10-01 08:00', { ...inconnu, id: 'p' }),
    );
    await tourner();
    for (const a of codesAntennes()) await banc.poserAntenne(a, cloture(a, '2026-09' as Mois));
    await banc.poserAntenne('EST', rattachement('+33199000009', 'U2', 'EST', banc.horloge()));
    await tourner();
    expect((await banc.interventions('EST')).map((i) => i.id)).toEqual(['z', 'p']);
  });

  test('[CL-2] a number that leaves the file takes nothing back of a closed month; a gesture does', async () => {
    await banc.poserAntenne('EST', visite('V1', '2026-10-01 08:00', '2026-10-01 09:00'));
    const N1 = { usagerId: undefined, numeroAppelant: '+33199000001' } as const;
    await banc.pointer(
      pointage('A', '2026-10-01 08:00', { ...N1, id: 'p' }),
      pointage('D', '2026-10-01 09:00', { ...N1, id: 'q' }),
      pointage('A', '2026-11-02 08:00', { ...N1, id: 'r' }),
    );
    await tourner();
    await banc.poserAntenne('EST', cloture('EST', '2026-10' as Mois), moisDit('2026-10' as Mois, 'U1', ['p', 'q']));
    await banc.poserAntenne('EST', usager('U1', { telephones: ['+33199000002'] }));
    await tourner();
    const dites = async () => (await banc.interventions('EST')).map((i) => [i.id, i.arrivee?.id, i.depart?.id]);
    expect(await dites()).toEqual([['p', 'p', 'q']]);
    expect(await file('tg-antenne-est')).toBeUndefined();
    const retrait = { ...rattachement('+33199000001', 'U1', 'EST', banc.horloge()), geste: 'DETACHER' as const };
    await banc.poserAntenne('EST', retrait);
    await tourner();
    expect(await dites()).toEqual([['V1', undefined, undefined]]);
    expect(await file('tg-antenne-est')).toMatchObject({ raison: 'USAGER_INCONNU' });
  });

  test('[CL-2] a number that leaves the file, or passes to another’s, takes nothing back of a closed month whose days are paired again; a gesture that holds on them does', async () => {
    await banc.poserAntenne(
      'EST',
      visite('V1', '2026-10-31 08:00', '2026-10-31 09:00'),
      visite('V3', '2026-10-31 15:00', '2026-10-31 16:00'),
      visite('V2', '2026-11-01 10:00', '2026-11-01 11:00'),
    );
    const N1 = { usagerId: undefined, numeroAppelant: '+33199000001' } as const;
    await banc.pointer(
      pointage('A', '2026-10-31 08:00', { ...N1, id: 'p' }),
      pointage('D', '2026-10-31 09:00', { ...N1, id: 'q' }),
      pointage('A', '2026-11-01 10:00', { id: 'r' }),
      pointage('A', '2026-11-01 14:00', { ...N1, id: 's' }),
    );
    await tourner();
    await banc.poserAntenne('EST', cloture('EST', '2026-10' as Mois), moisDit('2026-10' as Mois, 'U1', ['p', 'q']));
    const dites = async () =>
      (await banc.interventions('EST')).map((i) => [i.usagerId, i.visite?.id, i.arrivee?.id, i.depart?.id]);
    const tenues = [
      ['U1', 'V3', undefined, undefined],
      ['U1', 'V1', 'p', 'q'],
      ['U1', 'V2', 'r', undefined],
    ];
    // The days of the usager are paired again, the last of October with them.
    await banc.poserAntenne('EST', usager('U1', { telephones: ['+33199000002'] }));
    await tourner();
    expect(await dites()).toEqual(tenues);
    // PLANNING moves another visit of that day.
    await banc.poserAntenne('EST', visite('V3', '2026-10-31 16:00', '2026-10-31 17:00'));
    await tourner();
    expect(await dites()).toEqual(tenues);
    // What is open follows the file; what is closed does not.
    await banc.poserAntenne('EST', usager('U2', { telephones: ['+33199000001'] }));
    await tourner();
    expect(await dites()).toEqual([...tenues, ['U2', undefined, 's', undefined]]);
    const geste = (quoi: 'RATTACHER' | 'DETACHER', depuis?: string) => ({
      ...rattachement('+33199000001', 'U1', 'EST', banc.horloge()),
      geste: quoi,
      ...(depuis && { depuis: jour(depuis) }),
    });
    await banc.poserAntenne('EST', geste('DETACHER', '2026-11-01'));
    await banc.poserAntenne('EST', visite('V3', '2026-10-31 17:00', '2026-10-31 18:00'));
    await tourner();
    expect(await dites()).toEqual([...tenues, ['U2', undefined, 's', undefined]]);
    await banc.poserAntenne('EST', geste('DETACHER'));
    await tourner();
    expect(await dites()).toEqual([
      ['U1', 'V1', undefined, undefined],
      ['U1', 'V3', undefined, undefined],
      ['U2', undefined, 'p', 'q'],
      ['U1', 'V2', 'r', undefined],
      ['U2', undefined, 's', undefined],
    ]);
  });

  test('[CL-2] a number that a file gives by mistake once a month is closed, then to another, takes its punches with it until a closing has told them', async () => {
    await banc.pointer(
      pointage('A', '2026-10-12 08:00', { ...inconnu, id: 'p' }),
      pointage('D', '2026-10-12 09:00', { ...inconnu, id: 'q' }),
    );
    await tourner();
    await banc.poserAntenne('EST', cloture('EST', '2026-10' as Mois));
    const donner = async (a: string) => {
      for (const id of ['U1', 'U2'])
        await banc.poserAntenne('EST', usager(id, { telephones: id === a ? [inconnu.numeroAppelant] : [] }));
      await tourner();
      return (await banc.interventions('EST')).map((i) => [i.usagerId, i.arrivee?.id, i.depart?.id]);
    };
    expect(await donner('U1')).toEqual([['U1', 'p', 'q']]);
    expect(await donner('U2')).toEqual([['U2', 'p', 'q']]);
    // November's closing says it as U2's, among the complements of October.
    const dite = { interventionId: 'p', usagerId: 'U2', intervenantId: 'I1', intervenantNom: 'ESSAI I1' };
    const [arrivee, depart] = [paris('2026-10-12 08:00'), paris('2026-10-12 09:00')];
    const nouveau = {
      ...{ ...dite, debut: arrivee, fin: depart, arrivee, depart, duree: 60, minutesComplementaires: 0 },
      ...{ codePrestation: 'AD', statut: 'COMPLETE', anomalies: [], parts: [], corrections: [] },
    };
    await banc.poserAntenne('EST', {
      ...{ _id: 'complement:2026-11:U2', type: 'complement', mois: '2026-11', antenne: 'EST', usagerId: 'U2' },
      ...{ visites: [{ moisOrigine: '2026-10', nouveau }], ventilation: [] },
    });
    await banc.poserAntenne('EST', cloture('EST', '2026-11' as Mois));
    expect(await donner('U1')).toEqual([['U2', 'p', 'q']]);
  });

  test('from a number that one usager has, it is theirs; that two have, it waits', async () => {
    await banc.pointer(
      pointage('A', '2026-10-01 08:00', { id: 'p', usagerId: undefined, numeroAppelant: '+33199000001' }),
    );
    await tourner();
    expect(await banc.interventions('EST')).toMatchObject([{ usagerId: 'U1', id: 'p' }]);
    await banc.poserAntenne('EST', usager('U2', { telephones: ['+33199000001'] }));
    await tourner();
    expect(await banc.interventions('EST')).toEqual([]);
    expect(await file('tg-antenne-est')).toMatchObject({ raison: 'USAGER_INCONNU' });
  });

  test('without aide, it waits in the antenna of the usager; with neither, in the central queue', async () => {
    await banc.pointer(pointage('A', '2026-10-01 08:00', { id: 'p', usagerId: 'U3', intervenantId: 'I9' }));
    await tourner();
    expect(await file('tg-antenne-sud')).toMatchObject({ raison: 'INTERVENANT_INCONNU', usagerId: 'U3' });
    await banc.pointer(
      pointage('A', '2026-10-01 08:00', {
        ...inconnu,
        id: 'p',
        intervenantId: 'I9',
        instant: paris('2026-10-01 08:00'),
      }),
    );
    await banc.vider();
    await banc.pointer(pointage('A', '2026-10-01 08:00', { ...inconnu, id: 'p', intervenantId: 'I9' }));
    await tourner();
    expect(await file(BASE_CENTRALE)).toMatchObject({ raison: 'USAGER_ET_INTERVENANT_INCONNUS' });
  });

  test('the usager or the aide becomes known: it is paired', async () => {
    await banc.pointer(pointage('A', '2026-10-01 08:00', { id: 'p', usagerId: 'U8', intervenantId: 'I8' }));
    await tourner();
    await banc.poserAntenne('OUEST', usager('U8', { antenne: 'OUEST' }));
    await tourner();
    expect(await file(BASE_CENTRALE)).toBeUndefined();
    expect(await file('tg-antenne-ouest')).toMatchObject({ raison: 'INTERVENANT_INCONNU' });
    await banc.poserAntenne('SUD', intervenant('I8', 'SUD'));
    await tourner();
    expect(await banc.interventions('OUEST')).toMatchObject([{ id: 'p' }]);
    expect(await banc.idsDerives()).toEqual(['tg-antenne-ouest intervention:2026-10-01:p']);
  });
});

test('[PT-4] a failed call is shown to the antenna that one side tells, else to the central service', async () => {
  const appel: Appel = {
    _id: 'appel:2026-10-01T06:00:00Z:x',
    type: 'appel',
    id: 'x',
    instant: paris('2026-10-01 08:00'),
    recuLe: paris('2026-10-01 08:00'),
    source: 'SVI',
    numeroAppelant: '+33199000001',
    etape: 'CODE',
    issue: 'CODE_ERRONE',
  };
  await banc.pointer(appel, { ...appel, _id: 'appel:2026-10-01T06:00:00Z:y', id: 'y', numeroAppelant: '+33199000008' });
  await tourner();
  const derives = await banc.derives();
  expect(derives[`tg-antenne-est ${appel._id}`]).toEqual(appel);
  expect(Object.keys(derives).filter((k) => k.includes(' appel:'))).toEqual([
    `tg-antenne-est ${appel._id}`,
    `${BASE_CENTRALE} appel:2026-10-01T06:00:00Z:y`,
  ]);
});

test('[AP-10] an overlap is seen across usagers and antennas, and clears when it is gone', async () => {
  const p = (id: string, usagerId: string, a: string, d: string) => [
    pointage('A', `2026-10-01 ${a}`, { id: `${id}a`, usagerId }),
    pointage('D', `2026-10-01 ${d}`, { id: `${id}d`, usagerId }),
  ];
  await banc.pointer(...p('x', 'U1', '08:00', '09:00'));
  await tourner();
  await banc.pointer(...p('y', 'U3', '08:30', '09:30'));
  await tourner();
  const anomalies = async () =>
    [...(await banc.interventions('EST')), ...(await banc.interventions('SUD'))].map((i) =>
      i.anomalies.includes('CHEVAUCHEMENT'),
    );
  expect(await anomalies()).toEqual([true, true]);
  await banc.pointer(pointage('D', '2026-10-01 08:20', { id: 'xd2', usagerId: 'U1' }));
  await tourner();
  expect((await anomalies()).slice(-1)).toEqual([false]);
});

test('[AP-10] who shares a number is served at once, from the day that it is shared; two homes from one mobile are not', async () => {
  const p = (id: string, usagerId: string, a: string, d: string) => [
    pointage('A', `2026-10-01 ${a}`, { id: `${id}a`, usagerId, numeroAppelant: '+33612345678' }),
    pointage('D', `2026-10-01 ${d}`, { id: `${id}d`, usagerId, numeroAppelant: '+33612345678' }),
  ];
  await banc.pointer(...p('x', 'U1', '08:00', '09:00'), ...p('y', 'U2', '08:05', '09:05'));
  await tourner();
  const anomalies = async () => (await banc.interventions('EST')).map((i) => i.anomalies.includes('CHEVAUCHEMENT'));
  expect(await anomalies()).toEqual([true, true]);
  await banc.poserAntenne('EST', usager('U2', { telephones: ['+33199000001'] }));
  await tourner();
  expect(await anomalies()).toEqual([false, false]);
  await banc.poserAntenne('EST', { ...rattachement('+33199000001', 'U2', 'EST', banc.horloge()), geste: 'DETACHER' });
  await tourner();
  expect(await anomalies()).toEqual([true, true]);
});

test('the parameters of pairing change: the open days are paired again', async () => {
  await banc.pointer(pointage('A', '2026-10-01 08:00', { id: 'a' }), pointage('A', '2026-10-01 08:07', { id: 'b' }));
  await tourner();
  expect(await banc.interventions('EST')).toHaveLength(2);
  await banc.poser(BASE_CENTRALE, {
    _id: 'parametre:doublon:2026-01-01',
    type: 'parametre',
    cle: 'doublon',
    depuis: '2026-01-01',
    valeur: 10,
    auteur: 'x',
    instant: '2026-11-01T00:00:00Z',
  });
  await tourner();
  expect(await banc.interventions('EST')).toMatchObject([{ id: 'a', ecartes: [{ id: 'b', regle: 'AP-3' }] }]);
});

test('running, a punch is paired by itself, in a database of another year that appears too', async () => {
  const erreurs: unknown[] = [];
  const transitions = demarrerTransitions(banc.magasin, banc.horloge, { surErreur: (e) => erreurs.push(e) });
  await banc.pointer(pointage('A', '2026-10-01 08:00', { id: 'a' }));
  await expect.poll(() => banc.interventions('EST'), { interval: 20 }).toMatchObject([{ id: 'a' }]);
  await banc.magasin.creerBase('tg-pointages-2025');
  await banc.pointer(pointage('A', '2025-12-31 23:30', { id: 'z' }), pointage('D', '2026-01-01 00:30', { id: 'y' }));
  await expect
    .poll(async () => (await banc.interventions('EST'))[0], { interval: 50 })
    .toMatchObject({ _id: 'intervention:2025-12-31:z', depart: { id: 'y' } });
  await expect.poll(() => transitions.etat()).toMatchObject({ retard: 0, enEchec: false });
  await transitions.arreter();
  await banc.magasin.detruireBase('tg-pointages-2025');
  expect(erreurs).toEqual([]);
});

test('rebuilding while a server runs gives everything back', async () => {
  const transitions = demarrerTransitions(banc.magasin, banc.horloge, { surErreur: () => undefined });
  await banc.pointer(pointage('A', '2026-10-01 08:00', { id: 'a' }), pointage('D', '2026-10-01 09:00', { id: 'd' }));
  await expect.poll(() => banc.interventions('EST'), { interval: 20 }).toMatchObject([{ depart: { id: 'd' } }]);
  // The dashboards count what the pairing has just written.
  await expect
    .poll(async () => (await banc.derives())['tg-antenne-est pilotage-mois:2026-10'], { interval: 20 })
    .toMatchObject({ mesures: { achevees: 1 } });
  const avant = await banc.derives();
  await reconstruire(banc.magasin, banc.horloge);
  expect(await banc.derives()).toEqual(avant);
  await banc.pointer(pointage('A', '2026-10-01 15:00', { id: 'b' }));
  await expect.poll(() => banc.interventions('EST'), { interval: 20 }).toHaveLength(2);
  await transitions.arreter();
});
