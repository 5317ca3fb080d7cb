import { afterEach, describe, expect, test } from 'vitest';
import { donneesDe, dossierDEssai, intervenantLocal, JETON, usagerLocal } from './testing/atelier';
import { actionDe, demarrer, INSTANT, phrases, toutFermer } from './testing/svi-dessai';

afterEach(toutFermer);

describe('un appel, par les webhooks', () => {
  test('[PT-1] [PT-2] [PT-3] the punch is durable when the voice confirms it, at the call’s start, to the second', async () => {
    const svi = await demarrer();
    const appel = await svi.appeler({ touches: '71248,1', callUuid: 'u-1' });
    // The night when 2 o'clock comes twice.
    expect(appel.dit).toContain('Arrivée enregistrée à 2 heures 31.');
    expect(await svi.documents()).toEqual([
      {
        _id: `pointage:${INSTANT}:u-1-0-M1`,
        type: 'pointage',
        id: 'u-1-0-M1',
        sens: 'ARRIVEE',
        instant: INSTANT,
        recuLe: INSTANT,
        source: 'SVI',
        numeroAppelant: '+33199000001',
        usagerId: 'M1',
        intervenantId: 'I1',
        appelId: 'u-1',
      },
    ]);
  });

  test('[PT-2] a slow dialogue does not move the instant; SessionStart far from our clock is an alert, and ours holds', async () => {
    const svi = await demarrer();
    const champs = { CallUUID: 'lent', From: '33199000001', SessionStart: '2026-10-25 00:31:40.5' };
    let xml = await (await svi.poster('/plivo/appel', champs)).text();
    // Longer than the clocks may differ.
    svi.horloge.maintenant += 145_000;
    for (const Digits of ['71248', '2'])
      xml = await (await svi.poster(actionDe(xml).slice(svi.url.length), { ...champs, Digits })).text();
    const [p] = await svi.documents();
    expect(p).toMatchObject({ instant: '2026-10-25T00:31:40Z', recuLe: '2026-10-25T00:34:14Z', sens: 'DEPART' });
    expect(svi.lignes.join()).not.toContain('HORLOGE');
    await svi.appeler({ touches: '71248,1', callUuid: 'decale', debut: new Date(svi.horloge.maintenant - 600_000) });
    expect((await svi.documents()).find((d) => d.id.startsWith('decale'))?.instant).toBe('2026-10-25T00:34:14Z');
    expect(svi.lignes.join()).toContain('HORLOGE');
  });

  test('[PT-6] every request sent twice: the same answers, word for word, and one punch', async () => {
    const svi = await demarrer();
    const appel = await svi.appeler({ touches: '71248,1,9,2', repeter: true });
    expect(appel.repetitionsIdentiques).toBe(true);
    expect((await svi.documents()).map((d) => d.type === 'pointage' && d.sens)).toEqual(['ARRIVEE', 'DEPART']);
  });

  test('[PT-6] the same call twice, whole, later, and after a restart: one punch', async () => {
    const svi = await demarrer();
    await svi.appeler({ touches: '71248,1', callUuid: 'double' });
    svi.horloge.maintenant += 3_600_000;
    await svi.appeler({ touches: '71248,1', callUuid: 'double' });
    await svi.arreter();
    const autre = await demarrer(svi.dossier);
    autre.horloge.maintenant += 7_200_000;
    await autre.appeler({ touches: '71248,1', callUuid: 'double' });
    expect((await autre.documents()).map((d) => d.id)).toEqual(['double-0-M1']);
  });

  test('[PT-6] the same request at the same moment, ten times: one punch, one answer', async () => {
    const svi = await demarrer();
    const champs = { CallUUID: 'simultane', From: '33199000001' };
    const un = await (await svi.poster('/plivo/appel', champs)).text();
    const deux = await (await svi.poster(actionDe(un).slice(svi.url.length), { ...champs, Digits: '71248' })).text();
    const chemin = actionDe(deux).slice(svi.url.length);
    const reponses = await Promise.all(
      Array.from({ length: 10 }, async () => (await svi.poster(chemin, { ...champs, Digits: '1' })).text()),
    );
    expect(new Set(reponses).size).toBe(1);
    expect(await svi.documents()).toHaveLength(1);
    // The other key at the same step: what was recorded is what is spoken.
    const autre = await (await svi.poster(chemin, { ...champs, Digits: '2' })).text();
    expect(phrases(autre)[0]).toBe('Arrivée enregistrée à 2 heures 31.');
    expect(await svi.documents()).toHaveLength(1);
  });

  test('the state outlives the worker: a call begun with one goes on with the next', async () => {
    const svi = await demarrer();
    const champs = { CallUUID: 'survit', From: '33199000001' };
    const un = await (await svi.poster('/plivo/appel', champs)).text();
    const deux = await (await svi.poster(actionDe(un).slice(svi.url.length), { ...champs, Digits: '71248' })).text();
    await svi.arreter();
    const autre = await demarrer(svi.dossier);
    const chemin = actionDe(deux).slice(svi.url.length);
    const trois = await (await autre.poster(chemin, { ...champs, Digits: '1' })).text();
    expect(phrases(trois)[0]).toContain('Arrivée enregistrée');
    expect(await autre.documents()).toHaveLength(1);
    // And a worker that never heard of the call takes it on too.
    const neuf = await demarrer();
    expect(phrases(await (await neuf.poster(chemin, { ...champs, Digits: '1' })).text())[0]).toContain(
      'Arrivée enregistrée',
    );
    expect((await neuf.documents())[0]?.id).toBe('survit-0-M1');
  });

  test('silence, as empty Digits or by the Redirect: the same answers', async () => {
    const svi = await demarrer();
    const a = await svi.appeler({ touches: ',71248,,1', silence: 'digits-vides', callUuid: 's1' });
    const b = await svi.appeler({ touches: ',71248,,1', silence: 'redirect', callUuid: 's2' });
    expect(a.dit).toEqual(b.dit);
    expect(await svi.documents()).toHaveLength(2);
  });

  test.each([
    ['71248', 'SENS', 'RACCROCHE'],
    ['', 'CODE', 'RACCROCHE'],
    ['11111,22222,33333', 'CODE', 'CODE_ERRONE'],
    [',,', 'CODE', 'SILENCE'],
  ])('[PT-4] keys « %s » then hang-up: kept as a failed call, at %s, %s, once', async (touches, etape, issue) => {
    const svi = await demarrer();
    await svi.appeler({ touches, callUuid: 'rate', repeter: true, urlFin: `${svi.url}/plivo/appel` });
    const { etape: e, ...reste } = { etape, issue };
    expect(await svi.documents()).toEqual([
      expect.objectContaining({
        _id: `appel:${INSTANT}:rate`,
        type: 'appel',
        id: 'rate',
        etape: e,
        usagerId: 'M1',
        ...reste,
      }),
    ]);
  });

  test('[PT-4] the end of a call never heard of is kept too', async () => {
    const svi = await demarrer();
    const r = await svi.poster('/plivo/fin', {
      CallUUID: 'jamais',
      From: 'anonymous',
      Event: 'Hangup',
      CallStatus: 'no-answer',
    });
    expect(r.status).toBe(200);
    expect(await svi.documents()).toEqual([
      expect.objectContaining({ type: 'appel', etape: 'DEPART', issue: 'RACCROCHE' }),
    ]);
  });

  test('[PT-4] a call whose end never reached us is ended after five minutes, and kept', async () => {
    const svi = await demarrer();
    await svi.poster('/plivo/appel', { CallUUID: 'oublie', From: '33199000001' });
    svi.horloge.maintenant += 4 * 60_000;
    await svi.arreter();
    expect(await svi.documents()).toEqual([]);
    const autre = await demarrer(svi.dossier);
    autre.horloge.maintenant += 6 * 60_000;
    await autre.arreter();
    expect(await autre.documents()).toEqual([
      expect.objectContaining({ type: 'appel', id: 'oublie', instant: INSTANT, etape: 'CODE', issue: 'RACCROCHE' }),
    ]);
  });

  test('no code, no number and no name in the log, whatever happens', async () => {
    const svi = await demarrer();
    await svi.appeler({ touches: '71248,1' });
    await svi.appeler({ touches: '99999,99998,99997' });
    await svi.appeler({ touches: '71248,654321,1', de: 'anonymous' });
    await svi.poster(
      '/plivo/appel',
      { CallUUID: 'x', From: '33199000001', Digits: '71248' },
      { 'x-plivo-signature-v3': 'faux' },
    );
    const tout = svi.lignes.join();
    expect(tout).toContain('SIGNATURE');
    for (const secret of ['71248', '9999', '654321', '199000001', 'Jeanne', JETON]) expect(tout).not.toContain(secret);
  });

  test('wrong codes from one number: answers that are held back longer and longer, an alert that counts them, then one try a call; a right code is taken at once', async () => {
    const svi = await demarrer();
    for (let i = 0; i < 4; i += 1) await svi.appeler({ touches: '11111,22222,33333' });
    expect(svi.retenues).toEqual([250, 500, 1000, 2000, 3000, 3000, 3000, 3000, 3000]);
    expect(svi.lignes.join()).toMatch(
      /"constat":\{"codes":11,"numeros":1,"masques":0\},"alerte":"RAFALE"|"alerte":"RAFALE".*"codes":11/,
    );
    const serre = await svi.appeler({ touches: '44444,71248,1' });
    expect(serre.dit[1]).toContain('trop de codes erronés');
    expect(serre.dit.join()).not.toContain('enregistrée à');
    const avant = svi.retenues.length;
    expect((await svi.appeler({ touches: '71248,1' })).dit.join()).toContain('Arrivée enregistrée');
    expect((await svi.appeler({ touches: '71248,0,1', de: '33199000002' })).dit.join()).toContain(
      'Arrivée enregistrée',
    );
    expect(svi.retenues).toHaveLength(avant);
    svi.horloge.maintenant += 3_700_000;
    await svi.appeler({ touches: '11111,22222,33333' });
    expect(svi.retenues).toHaveLength(avant);
  });

  test('a burst outlives the worker; how many codes make one is a setting', async () => {
    const svi = await demarrer(undefined, undefined, { RAFALE_CODES_MAX: '4' });
    for (let i = 0; i < 2; i += 1) await svi.appeler({ touches: '11111,22222,33333' });
    await svi.arreter();
    const autre = await demarrer(svi.dossier, undefined, { RAFALE_CODES_MAX: '4' });
    expect((await autre.appeler({ touches: '44444,71248,1' })).dit[1]).toContain('trop de codes erronés');
    expect(autre.retenues).toEqual([3000]);
    autre.horloge.maintenant += 3_700_000;
    expect((await autre.appeler({ touches: '44444,71248,1' })).dit.join()).toContain('Arrivée enregistrée');
  });

  test('guessing from a thousand numbers that nobody has, or in withheld calls: slowed all together; usagers’ codes count; a home’s own number is not', async () => {
    const svi = await demarrer(undefined, undefined, { RAFALE_MASQUES_MAX: '6' });
    for (let i = 0; i < 6; i += 1)
      await svi.appeler({ touches: '71248,111111', de: i % 2 ? 'anonymous' : `3361200000${i}` });
    expect(svi.retenues).toEqual([250, 500, 1000, 2000]);
    await svi.appeler({ touches: '11111,22222', de: '33612345678' });
    // One wrong usager's code more, and the call goes on without: nothing is lost [PT-5].
    const serre = await svi.appeler({ touches: '71248,222222,1', de: 'anonymous' });
    expect(serre.dit.join()).toContain('Votre antenne précisera le bénéficiaire.');
    expect(svi.retenues.slice(4)).toEqual([3000, 3000, 3000]);
    await svi.appeler({ touches: '11111,22222,71248,1' });
    expect((await svi.documents()).map((d) => [d.type, d.usagerId])).toContainEqual(['pointage', 'M1']);
    expect(svi.retenues).toHaveLength(7);
  });

  test('an answer that is held back is the same when it is asked again, and then at once; nor does a hang-up wait', async () => {
    const svi = await demarrer(undefined, undefined, { RAFALE_CODES_MAX: '3' });
    await svi.appeler({ touches: '22222,33333', callUuid: 'autre' });
    expect(svi.retenues).toEqual([250]);
    const champs = { CallUUID: 'tenu', From: '33199000001' };
    const action = actionDe(await (await svi.poster('/plivo/appel', champs)).text()).slice(svi.url.length);
    const poster = async (): Promise<string> => (await svi.poster(action, { ...champs, Digits: '11111' })).text();
    let lacher = (): void => undefined;
    svi.tenues.jusqua = new Promise<void>((ok) => {
      lacher = ok;
    });
    let venue = false;
    const un = poster().then((xml) => {
      venue = true;
      return xml;
    });
    await expect.poll(() => svi.retenues).toEqual([250, 500]);
    const encore = await poster();
    const fin = await svi.poster('/plivo/fin', { ...champs, Event: 'Hangup', CallStatus: 'completed' });
    expect([fin.status, venue]).toEqual([200, false]);
    lacher();
    expect([await un, svi.retenues]).toEqual([encore, [250, 500]]);
    // Nor is it one more wrong code.
    await svi.appeler({ touches: '44444', callUuid: 'suivant' });
    expect(svi.retenues).toEqual([250, 500, 1000]);
  });

  test('a burst of wrong codes behind withheld numbers: an alert, for an hour, that outlives the worker; a right code is taken', async () => {
    const env = { RAFALE_MASQUES_MAX: '4' };
    const alertes = async (svi: Awaited<ReturnType<typeof demarrer>>): Promise<string> =>
      (await fetch(`${svi.url}/sante`)).text();
    const svi = await demarrer(undefined, undefined, env);
    await svi.appeler({ touches: '11111,22222,33333', de: 'anonymous' });
    expect(await alertes(svi)).not.toContain('RAFALE_MASQUES');
    svi.horloge.maintenant += 1000;
    await svi.appeler({ touches: '11111,22222', de: 'anonymous' });
    // The keys of each call came within a second: counted one by one nonetheless.
    expect(await alertes(svi)).toContain('RAFALE_MASQUES');
    expect(svi.lignes.join()).not.toContain('"RAFALE"');
    expect((await svi.appeler({ touches: '71248,654321,1', de: 'anonymous' })).dit.join()).toContain(
      'Arrivée enregistrée',
    );
    await svi.arreter();
    const autre = await demarrer(svi.dossier, undefined, env);
    await autre.appeler({ touches: '11111', de: 'anonymous' });
    expect(await alertes(autre)).toContain('RAFALE_MASQUES');
    autre.horloge.maintenant += 3_700_000;
    await autre.arreter();
    expect(autre.lignes.join()).toContain('"finAlerte":"RAFALE_MASQUES"');
  });

  test('hostile names are spoken, and break nothing', async () => {
    const noms = ['Anne & <Luc>', '"\'&quot;', ']]></Speak><Hangup/>', '\u0000\uD800'];
    const donnees = donneesDe(
      noms.map((n, i) => usagerLocal(`M${i}`, n, { telephones: ['+33199000001'], initiale: '<' })),
      [intervenantLocal('I1', '71248')],
    );
    const svi = await demarrer(await dossierDEssai(donnees));
    const appel = await svi.appeler({ touches: '71248,4,1' });
    expect(appel.dit.join()).toContain('Pour Anne & <Luc> <., tapez 1.');
    expect(await svi.documents()).toHaveLength(1);
  });
});
