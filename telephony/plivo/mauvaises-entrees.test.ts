import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instantDe } from '#shared/temps/paris';
import { type Champs, signerV3 } from '../simulator/signature';
import { lireDocument } from '../simulator/xml';
import { donneesDe, dossierDEssai, intervenantLocal, JETON, usagerLocal } from '../testing/atelier';
import { actionDe, demarrer, INSTANT, phrases, toutFermer } from '../testing/svi-dessai';
import { lireFormulaire } from './formulaire';
import { jetonsDe } from './jeton';

// One worker for all: whatever it is sent, it must be able to go on.
let svi: Awaited<ReturnType<typeof demarrer>>;
beforeAll(async () => {
  svi = await demarrer();
});
afterAll(toutFermer);

const FORMULAIRE = 'application/x-www-form-urlencoded';
/** A body as it is on the wire, signed for what it means. */
const poster = async (
  chemin: string,
  corps: string,
  o: { type?: string; methode?: string; signature?: string; nonce?: string } = {},
): Promise<Response> => {
  const params: Champs = {};
  for (const [k, v] of Object.entries(lireFormulaire(corps))) if (v !== undefined) params[k] = v;
  const bonne = signerV3(JETON, svi.url + chemin, params);
  const methode = o.methode ?? 'POST';
  return fetch(svi.url + chemin, {
    method: methode,
    headers: {
      'content-type': o.type ?? FORMULAIRE,
      'x-plivo-signature-v3': o.signature?.replace('BONNE', bonne.signature) ?? bonne.signature,
      'x-plivo-signature-v3-nonce': o.nonce ?? bonne.nonce,
    },
    ...(methode === 'POST' || methode === 'PUT' ? { body: corps } : {}),
  });
};
let n = 0;
const champsDe = (plus: Record<string, string> = {}): Record<string, string> => {
  n += 1;
  return { CallUUID: `m.${n}`, From: '33199000001', SessionStart: '2026-10-25 00:31:49', ...plus };
};
const corpsDe = (champs: Record<string, string>): string => new URLSearchParams(champs).toString();
const dire = async (r: Response): Promise<string[]> => {
  expect([r.status, r.headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8']);
  const xml = await r.text();
  expect(phrases(xml).length).toBeGreaterThan(0);
  return phrases(xml);
};
const pointages = async (): Promise<string[]> =>
  (await svi.documents()).flatMap((d) => (d.type === 'pointage' ? [d.id] : []));
/** Brings a call to the direction; gives its fields, and where the next keys go. */
const jusquAuSens = async (plus: Record<string, string> = {}) => {
  const champs = champsDe(plus);
  const un = await (await poster('/plivo/appel', corpsDe(champs))).text();
  const deux = await (await poster(actionDe(un).slice(svi.url.length), corpsDe({ ...champs, Digits: '71248' }))).text();
  return { champs, chemin: actionDe(deux).slice(svi.url.length) };
};

describe('signature : 403 sans un mot, jamais 5xx', () => {
  test.each([
    ['missing', { signature: '' }],
    ['no nonce', { nonce: '' }],
    ['false', { signature: 'AAAA' }],
    ['several, none good', { signature: 'AAAA,BBBB, CCCC' }],
    ['signed for a POST, sent by GET', { methode: 'GET' }],
    ['signed for a POST, sent by PUT', { methode: 'PUT' }],
    ['signed for a POST, sent by DELETE', { methode: 'DELETE' }],
  ])('%s', async (_, o) => {
    const r = await poster('/plivo/appel', 'CallUUID=s&From=33199000001', o);
    expect([r.status, await r.text()]).toEqual([403, '']);
  });

  test('of another URL: that of another step of the same call', async () => {
    const { champs, chemin } = await jusquAuSens();
    const params = { ...champs, Digits: '1' };
    const { signature, nonce } = signerV3(JETON, `${svi.url}/plivo/appel`, params);
    expect((await poster(chemin, corpsDe(params), { signature, nonce })).status).toBe(403);
    expect(await pointages()).not.toContain(`${champs.CallUUID}-0-M1`);
  });

  test('several in one header, one of them good: taken', async () => {
    for (const signature of ['AAAA,BONNE', 'BONNE,AAAA', 'AAAA, BONNE, BBBB']) {
      await dire(await poster('/plivo/appel', corpsDe(champsDe()), { signature }));
    }
  });
});

test('[PT-4] CallUUID absent or empty: an apology, and nothing can be recorded', async () => {
  const avant = await svi.documents();
  for (const corps of ['From=33199000001', 'CallUUID=&From=33199000001&Digits=1', 'CallUUID=%20&Digits=1']) {
    expect((await dire(await poster('/plivo/appel', corps)))[0]).toContain('Excusez-nous');
  }
  expect(await svi.documents()).toEqual(avant);
});

test.each([
  ['33199000001', 'Arrivée, tapez 1.'],
  ['+33 1 99 00 00 01', 'Arrivée, tapez 1.'],
  ['+33199000001', 'Arrivée, tapez 1.'],
  ['0199000001', 'Arrivée, tapez 1.'],
  ['', 'n’est pas reconnu'],
  ['anonymous', 'n’est pas reconnu'],
  ['266696687', 'n’est pas reconnu'],
  ['bonjour', 'n’est pas reconnu'],
  ['<From>&"', 'n’est pas reconnu'],
  ['+', 'n’est pas reconnu'],
  ['9'.repeat(300), 'n’est pas reconnu'],
])('[PT-4] From « %s »: the call goes on, by the number or by the usager’s code', async (From, attendu) => {
  const champs = champsDe({ From });
  const un = await (await poster('/plivo/appel', corpsDe(champs))).text();
  const deux = await dire(await poster(actionDe(un).slice(svi.url.length), corpsDe({ ...champs, Digits: '71248' })));
  expect(deux.join()).toContain(attendu);
});

test.each([
  ['letters', 'Digits=un'],
  ['forty digits', `Digits=${'1'.repeat(40)}`],
  ['none', ''],
  ['empty', 'Digits='],
  ['two keys that differ', 'Digits=1&Digits=2'],
  ['1 among others', 'Digits=1&Digits=11&Digits=1'],
  ['decimal', 'Digits=1.0'],
  ['full-width figure', `Digits=${encodeURIComponent('１')}`],
  ['a field that looks like it', 'digits=1&DIGITS=2&Digits%5B%5D=1'],
  ['markup', `Digits=${encodeURIComponent('<1>&')}`],
])('[PT-3] at the direction, Digits %s: asked again, no punch', async (_, digits) => {
  const { champs, chemin } = await jusquAuSens();
  const dit = await dire(await poster(chemin, [corpsDe(champs), digits].filter((m) => m !== '').join('&')));
  expect(dit.join()).toContain('Arrivée, tapez 1. Départ, tapez 2.');
  expect(await pointages()).not.toContain(`${champs.CallUUID}-0-M1`);
  // The call is not lost for that: the next key counts.
  expect((await dire(await poster(chemin, corpsDe({ ...champs, Digits: '2' }))))[0]).toContain('Départ enregistré');
  expect(await pointages()).toContain(`${champs.CallUUID}-0-M1`);
});

test('the same key given twice is that key', async () => {
  const { champs, chemin } = await jusquAuSens();
  expect((await dire(await poster(chemin, `${corpsDe(champs)}&Digits=1&Digits=1`)))[0]).toContain(
    'Arrivée enregistrée',
  );
});

test('a step that does not exist, or before the first: the call is begun, or asked again where it stands', async () => {
  const etranger = await jusquAuSens();
  const fautes = [
    '/plivo/etape',
    '/plivo/inconnue?e=abc',
    '/plivo/etape?e=',
    '/plivo/etape?e=%00',
    // Of another call, cut, of another token, and of no call at all.
    etranger.chemin,
    etranger.chemin.slice(0, -5),
    `/plivo/etape?e=${jetonsDe('autre').sceller({
      appelId: 'm.0',
      instant: INSTANT,
      etape: 'SENS',
      erreurs: 0,
      silences: 0,
      usagers: ['M1'],
      corrections: 0,
      pointages: [],
    })}`,
  ];
  for (const chemin of fautes) {
    const champs = corpsDe(champsDe({ Digits: '1' }));
    expect(await dire(await poster(chemin, champs))).toEqual(['Bonjour. Tapez votre code.']);
  }
  const { champs } = await jusquAuSens();
  for (const chemin of fautes.slice(4)) {
    expect(await dire(await poster(chemin, corpsDe({ ...champs, Digits: '1' })))).toEqual([
      'Arrivée, tapez 1. Départ, tapez 2.',
    ]);
  }
  expect((await pointages()).filter((id) => id.startsWith(champs.CallUUID ?? ''))).toEqual([]);
});

test.each([600_000, -600_000])('[PT-2] clock off by %d ms: the call is taken, at our time', async (ecart) => {
  const SessionStart = instantDe(svi.horloge.maintenant + ecart)
    .replace('T', ' ')
    .replace('Z', '');
  const { champs, chemin } = await jusquAuSens({ SessionStart });
  expect((await dire(await poster(chemin, corpsDe({ ...champs, Digits: '1' }))))[0]).toBe(
    'Arrivée enregistrée à 2 heures 31.',
  );
  expect((await svi.documents()).find((d) => d.id === `${champs.CallUUID}-0-M1`)?.instant).toBe(INSTANT);
});

describe('corps', () => {
  test('empty, but signed: an apology', async () => {
    expect((await dire(await poster('/plivo/appel', '')))[0]).toContain('Excusez-nous');
  });

  test.each([
    ['JSON', '{"CallUUID":"x","Digits":"1"}', 'application/json'],
    [
      'multipart',
      '--x\r\nContent-Disposition: form-data; name="CallUUID"\r\n\r\nx\r\n--x--',
      'multipart/form-data; boundary=x',
    ],
    ['bytes', '\u0000\u0001\u0002', 'application/octet-stream'],
  ])('%s: heard as a call without id, never as keys', async (_, corps, type) => {
    const avant = await svi.documents();
    expect((await dire(await poster('/plivo/appel', corps, { type })))[0]).toContain('Excusez-nous');
    expect(await svi.documents()).toEqual(avant);
  });

  test.each(['text/plain', `${FORMULAIRE}; charset=UTF-8`, 'multipart/form-data', ';;;', 'formulaire', '/'])(
    'form-urlencoded under the name « %s »: read all the same',
    async (type) => {
      expect(await dire(await poster('/plivo/appel', corpsDe(champsDe()), { type }))).toHaveLength(1);
    },
  );

  test('thousands of fields: all of them are signed, all of them are read', async () => {
    const plus = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`x${i}`, 'y']));
    expect(await dire(await poster('/plivo/appel', corpsDe(champsDe(plus))))).toHaveLength(1);
  });

  test.each(['application/json', FORMULAIRE, 'text/plain'])(
    'huge, as %s: refused, and whoever sends it hears so rather than a connection that breaks',
    async (type) => {
      const r = await poster('/plivo/appel', `CallUUID=x&a=${'x'.repeat(5_000_000)}`, { type });
      expect([r.status, await r.text()]).toEqual([403, '']);
    },
  );
});

test('[PT-4] what a request means is in Event and CallStatus, whatever its path', async () => {
  for (const chemin of ['/plivo/appel', '/plivo/fin', '/plivo/nimporte']) {
    const champs = champsDe();
    await dire(await poster(chemin, corpsDe({ ...champs, Event: 'StartApp', CallStatus: 'ringing' })));
    const fin = await poster(chemin, corpsDe({ ...champs, Event: 'Hangup', CallStatus: 'completed' }));
    expect([fin.status, lireDocument(await fin.text())]).toEqual([200, []]);
    expect(await svi.documents()).toContainEqual(
      expect.objectContaining({ id: champs.CallUUID, etape: 'CODE', issue: 'RACCROCHE' }),
    );
  }
});

test('names made of what XML and the ear do not bear: each choice is one sentence, and the punch is the chosen one’s', async () => {
  const HOSTILES = ['<', '>', '&', '"', "'", '&amp;', '&quot;', ']]>', '<!--'];
  const donnees = donneesDe(
    // Each with a letter of its own: signs alone are not heard, and who cannot be told apart is asked for by code.
    HOSTILES.map((h, i) =>
      usagerLocal(`M${i}`, `${h}${'ABCDEFGHI'[i]}${h}`, {
        telephones: ['+33199000001'],
        initiale: h.slice(0, 1),
        antenne: 'SUD',
      }),
    ),
    [intervenantLocal('I1', '71248')],
  );
  const autre = await demarrer(await dossierDEssai(donnees));
  const appel = await autre.appeler({ touches: '71248,9,1', callUuid: 'hostile' });
  const choix = appel.dit.filter((d) => d.startsWith('Pour ') && d.includes('tapez') && !d.includes('corriger'));
  expect(choix).toHaveLength(9);
  expect(choix[5]).toBe('Pour &amp;F&amp; &., tapez 6.');
  expect((await autre.documents()).map((d) => d.id)).toEqual(['hostile-0-M8']);
});

test('after all this the worker is whole: it takes a call, and has made up nothing', async () => {
  const avant = await pointages();
  expect((await svi.appeler({ touches: '71248,1', callUuid: 'dernier' })).dit.join()).toContain('Arrivée enregistrée');
  expect((await pointages()).filter((id) => !avant.includes(id))).toEqual(['dernier-0-M1']);
  expect(new Set(avant).size).toBe(avant.length);
  expect(svi.lignes.join()).not.toContain('APPEL_EN_ERREUR');
});
