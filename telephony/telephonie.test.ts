import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { demarrerTelephonie, type Telephonie } from './demarrer';
import { type DocumentSvi, lireSegment } from './journal/entree';
import { type Ouvrir, ouvrirSegment } from './journal/segments';
import { type OptionsAppelSimule, simulerAppel } from './simulator/appel';
import { type Champs, signerV3 } from './simulator/signature';
import { lireDocument } from './simulator/xml';
import {
  configDEssai,
  donneesDe,
  dossierDEssai,
  intervenantLocal,
  JETON,
  journalTechnique,
  usagerLocal,
} from './testing/atelier';

const INSTANT = '2026-10-25T00:31:49Z' as Instant;
const ouverts: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const fermer of ouverts.splice(0)) await fermer();
});

type Essai = Telephonie & {
  dossier: string;
  lignes: string[];
  horloge: { maintenant: number };
  appeler: (o: Partial<OptionsAppelSimule> & { touches: string }) => ReturnType<typeof simulerAppel>;
  poster: (
    chemin: string,
    champs: Champs,
    o?: { type?: string; entetes?: Record<string, string>; corps?: string },
  ) => Promise<Response>;
  documents: () => Promise<DocumentSvi[]>;
};

const demarrer = async (dossier?: string, ouvrir?: Ouvrir): Promise<Essai> => {
  const ici = dossier ?? (await dossierDEssai());
  const { log, lignes } = journalTechnique();
  const horloge = { maintenant: epochMs(INSTANT) };
  const t = await demarrerTelephonie(configDEssai(ici, { TELEPHONES_ANTENNES: 'CENTRE=0144010203' }), {
    log,
    horloge: () => horloge.maintenant,
    ...(ouvrir ? { ouvrirFichierJournal: ouvrir } : {}),
  });
  ouverts.push(t.arreter);
  return {
    ...t,
    dossier: ici,
    lignes,
    horloge,
    appeler: (o) =>
      simulerAppel({ origin: t.url, authToken: JETON, de: '33199000001', debut: new Date(horloge.maintenant), ...o }),
    poster: (chemin, champs, { type = 'application/x-www-form-urlencoded', entetes, corps } = {}) => {
      const { nonce, signature } = signerV3(JETON, t.url + chemin, champs);
      const headers = {
        'content-type': type,
        'x-plivo-signature-v3': signature,
        'x-plivo-signature-v3-nonce': nonce,
        ...entetes,
      };
      const body =
        corps ??
        new URLSearchParams(Object.entries(champs).map(([k, v]): [string, string] => [k, String(v)])).toString();
      return fetch(t.url + chemin, { method: 'POST', headers, body });
    },
    documents: async () => {
      const journal = join(ici, 'svi', 'journal');
      const segments = (await readdir(journal)).filter((n) => n.endsWith('.log')).sort();
      const lus = await Promise.all(segments.map(async (n) => lireSegment(await readFile(join(journal, n)))));
      return lus.flatMap((l) => l.entrees.flatMap((e) => e.entree.documents.map((d) => d.document)));
    },
  };
};

const phrases = (xml: string): string[] =>
  lireDocument(xml).flatMap((v) => (v.verbe === 'GetInput' ? v.saisie.phrases : v.verbe === 'Speak' ? [v.texte] : []));
const actionDe = (xml: string): string => {
  const saisie = lireDocument(xml).find((v) => v.verbe === 'GetInput');
  return saisie?.verbe === 'GetInput' ? saisie.saisie.action : '';
};

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
    svi.horloge.maintenant += 95_000;
    for (const Digits of ['71248', '2'])
      xml = await (await svi.poster(actionDe(xml).slice(svi.url.length), { ...champs, Digits })).text();
    const [p] = await svi.documents();
    expect(p).toMatchObject({ instant: '2026-10-25T00:31:40Z', recuLe: '2026-10-25T00:33:24Z', sens: 'DEPART' });
    expect(svi.lignes.join()).not.toContain('HORLOGE');
    await svi.appeler({ touches: '71248,1', callUuid: 'decale', debut: new Date(svi.horloge.maintenant - 600_000) });
    expect((await svi.documents()).find((d) => d.id.startsWith('decale'))?.instant).toBe('2026-10-25T00:33:24Z');
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

  test('[PT-4] a call whose end never reached us is ended after twenty minutes, and kept', async () => {
    const svi = await demarrer();
    await svi.poster('/plivo/appel', { CallUUID: 'oublie', From: '33199000001' });
    svi.horloge.maintenant += 19 * 60_000;
    await svi.arreter();
    expect(await svi.documents()).toEqual([]);
    const autre = await demarrer(svi.dossier);
    autre.horloge.maintenant += 21 * 60_000;
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
      { entetes: { 'x-plivo-signature-v3': 'faux' } },
    );
    const tout = svi.lignes.join();
    expect(tout).toContain('SIGNATURE');
    for (const secret of ['71248', '9999', '654321', '199000001', 'Jeanne', JETON]) expect(tout).not.toContain(secret);
  });

  test('a burst of wrong codes from one number: an alert, then a polite refusal; other numbers go on', async () => {
    const svi = await demarrer();
    for (let i = 0; i < 4; i += 1) await svi.appeler({ touches: '11111,22222,33333' });
    expect(svi.lignes.join()).toContain('RAFALE');
    expect((await svi.appeler({ touches: '71248,1' })).dit[0]).toContain('Trop de codes erronés');
    expect((await svi.appeler({ touches: '71248,0,1', de: '33199000002' })).dit.join()).toContain(
      'Arrivée enregistrée',
    );
    svi.horloge.maintenant += 3_700_000;
    expect((await svi.appeler({ touches: '71248,1' })).dit.join()).toContain('Arrivée enregistrée');
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

describe('mauvaises requêtes : jamais 5xx, jamais de silence, jamais de pointage inventé', () => {
  test('without a good signature: a bare 403', async () => {
    const svi = await demarrer();
    const champs = { CallUUID: 'x' };
    const bonne = signerV3(JETON, `${svi.url}/plivo/appel`, champs);
    const h = { 'content-type': 'application/x-www-form-urlencoded' };
    const essais: [string, RequestInit][] = [
      ['/plivo/appel', { method: 'POST', headers: h, body: 'CallUUID=x' }],
      ['/plivo/appel', { method: 'POST' }],
      ['/plivo/appel', { method: 'GET' }],
      ['/plivo/nulle-part', { method: 'DELETE' }],
      ['/plivo/appel', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }],
      ['/plivo/appel', { method: 'POST', headers: h, body: `a=${'x'.repeat(200_000)}` }],
      [
        '/plivo/fin',
        {
          method: 'POST',
          headers: { ...h, 'x-plivo-signature-v3': bonne.signature, 'x-plivo-signature-v3-nonce': bonne.nonce },
          body: 'CallUUID=x',
        },
      ],
      [
        '/plivo/appel?a=1',
        {
          method: 'POST',
          headers: { ...h, 'x-plivo-signature-v3': bonne.signature, 'x-plivo-signature-v3-nonce': bonne.nonce },
          body: 'CallUUID=x',
        },
      ],
      [
        '/plivo/appel',
        { method: 'POST', headers: { ...h, 'x-plivo-signature-v3': bonne.signature }, body: 'CallUUID=x' },
      ],
      [
        '/plivo/appel',
        {
          method: 'POST',
          headers: { ...h, 'x-plivo-signature-v3': bonne.signature, 'x-plivo-signature-v3-nonce': bonne.nonce },
          body: 'CallUUID=y',
        },
      ],
    ];
    for (const [chemin, init] of essais) {
      const r = await fetch(svi.url + chemin, init);
      expect([chemin, r.status, await r.text()]).toEqual([chemin, 403, '']);
    }
    expect(await svi.documents()).toEqual([]);
  });

  test('signed but strange: 200, something said, nothing recorded', async () => {
    const svi = await demarrer();
    const essais: [string, Champs][] = [
      ['/plivo/appel', { From: '33199000001' }],
      ['/plivo/etape?e=nimporte', { CallUUID: 'a', From: '33199000001', Digits: '1' }],
      ['/plivo/etape', { CallUUID: 'b', Digits: '2' }],
      ['/plivo/inconnue', { CallUUID: 'c', From: 'pas un numéro', Digits: '1' }],
      ['/plivo/appel', { CallUUID: 'd', Digits: '1'.repeat(40) }],
      ['/plivo/appel', { CallUUID: 'e', Digits: 'abc<&>' }],
      ['/plivo/fin', { CallUUID: 'f', CallStatus: 'in-progress', Digits: '1' }],
    ];
    for (const [chemin, champs] of essais) {
      const r = await svi.poster(chemin, champs);
      expect([chemin, r.status, r.headers.get('content-type')]).toEqual([
        chemin,
        200,
        'application/xml; charset=utf-8',
      ]);
      expect(phrases(await r.text()).length).toBeGreaterThan(0);
    }
    expect(await svi.documents()).toEqual([]);
  });

  test('a lost state is asked again where the call stands', async () => {
    const svi = await demarrer();
    const champs = { CallUUID: 'perdu', From: '33199000001' };
    const un = await (await svi.poster('/plivo/appel', champs)).text();
    await svi.poster(actionDe(un).slice(svi.url.length), { ...champs, Digits: '71248' });
    const r = await svi.poster('/plivo/etape?e=abime', { ...champs, Digits: '1' });
    expect(phrases(await r.text())).toEqual(['Arrivée, tapez 1. Départ, tapez 2.']);
    expect(await svi.documents()).toEqual([]);
  });

  test('disk full: an apology is heard, the alert is raised, the failed call is kept once there is room', async () => {
    let plein = false;
    const ouvrir: Ouvrir = async (chemin) => {
      const vrai = await ouvrirSegment(chemin);
      return {
        ...vrai,
        write: async (contenu) => {
          if (!plein) return vrai.write(contenu);
          const refus = await open('/dev/full', 'a');
          try {
            await refus.appendFile(contenu);
          } finally {
            await refus.close();
          }
        },
      };
    };
    const svi = await demarrer(undefined, ouvrir);
    const champs = { CallUUID: 'plein', From: '33199000001' };
    const un = await (await svi.poster('/plivo/appel', champs)).text();
    const deux = await (await svi.poster(actionDe(un).slice(svi.url.length), { ...champs, Digits: '71248' })).text();
    plein = true;
    const r = await svi.poster(actionDe(deux).slice(svi.url.length), { ...champs, Digits: '1' });
    expect(r.status).toBe(200);
    expect(phrases(await r.text()).join()).toContain('Excusez-nous');
    expect(svi.lignes.join()).toContain('JOURNAL_REFUSE');
    const sante = await fetch(`${svi.url}/sante`);
    expect(sante.status).toBe(503);
    expect(await sante.json()).toMatchObject({ journal: { sain: false, enSouffrance: 1 } });
    expect(await svi.documents()).toEqual([]);
    plein = false;
    expect((await svi.appeler({ touches: '71248,1', callUuid: 'apres' })).dit.join()).toContain('Arrivée enregistrée');
    await svi.arreter();
    const autre = await demarrer(svi.dossier);
    expect((await autre.documents()).map((d) => [d.id, d.type === 'appel' ? d.issue : d.sens])).toEqual([
      ['apres-0-M1', 'ARRIVEE'],
      ['plein', 'ERREUR'],
    ]);
  });
});

test('two workers on one data folder: the second is refused, with what to do', async () => {
  const svi = await demarrer();
  await expect(demarrer(svi.dossier)).rejects.toThrow('un SVI tourne déjà');
});

test('health: what waits, the age of the annuaire, and nothing personal', async () => {
  const svi = await demarrer();
  await svi.appeler({ touches: '71248,1' });
  const sante = await (await fetch(`${svi.url}/sante`)).json();
  expect(sante).toMatchObject({
    pret: true,
    journal: { enAttente: 1 },
    annuaire: { usagers: 3, intervenants: 1 },
    appelsEnCours: 0,
  });
});
