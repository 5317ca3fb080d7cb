import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { JETON } from '../../testing/atelier';
import { COMPTE, operateurDEssai } from '../../testing/operateur';
import { apiPlivo, compteDe, type OptionsApi, pourquoi } from './api';

const ouverts: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const fermer of ouverts.splice(0)) await fermer();
});
const operateur = async (client?: OptionsApi) => {
  const o = await operateurDEssai({}, client);
  ouverts.push(o.operateur.arreter);
  return o;
};
const NUMERO = { chemin: 'Number/33805123456/' };
const lu = z.object({ number: z.string() });

describe('l’interface de Plivo', () => {
  test.each([
    ['a 5xx', { sorte: 'STATUT', statut: 503 }, 3],
    ['a 429', { sorte: 'STATUT', statut: 429 }, 3],
    ['a cut answer', { sorte: 'JSON_COUPE' }, 3],
    // Its patience is short: a second one, on a busy machine, may be taken for another.
    ['a silence', { sorte: 'MUET' }, 1],
  ] as const)('%s, once or thrice: asked again, with its query', async (_nom, panne, fois) => {
    const { operateur: o, api } = await operateur(panne.sorte === 'MUET' ? { delaiMs: 1_500 } : {});
    for (let n = 0; n < fois; n += 1) o.pannes.push(panne);
    expect(await api.demander({ ...NUMERO, qs: { a: '1' } }, lu)).toMatchObject({
      ok: true,
      valeur: { valeur: { number: '33805123456' } },
    });
    expect(o.requetes).toEqual(Array(fois + 1).fill('GET Number/33805123456/?a=1'));
  });

  test.each([
    [503, 'PLIVO_INJOIGNABLE', 4],
    [429, 'PLIVO_TROP_DE_DEMANDES', 4],
    [401, 'PLIVO_IDENTIFIANTS', 1],
    [400, 'PLIVO_REFUS', 1],
    [302, 'PLIVO_REFUS', 1],
  ])('%i without end: refused as %s after %i requests, in a sentence', async (statut, code, combien) => {
    const { operateur: o, api } = await operateur();
    for (let n = 0; n < 5; n += 1) o.pannes.push({ sorte: 'STATUT', statut });
    const r = await api.demander(NUMERO, lu);
    expect(r).toMatchObject({ ok: false, refus: { code } });
    expect(o.requetes).toHaveLength(combien);
    expect(JSON.stringify(r)).not.toContain(JETON);
  });

  test('what must not be done twice is asked once', async () => {
    const { operateur: o, api } = await operateur();
    o.pannes.push({ sorte: 'STATUT', statut: 502 });
    await api.demander({ methode: 'POST', chemin: 'Application/', corps: {}, repetable: false }, z.unknown());
    expect(o.requetes).toHaveLength(1);
  });

  test('nobody there, or somebody else: what to check is said', async () => {
    const vite = { essais: 1 };
    const absent = apiPlivo({ base: 'http://127.0.0.1:9', authId: COMPTE, authToken: JETON }, vite);
    const refuse = await absent.demander(NUMERO, lu);
    expect(refuse).toMatchObject({ refus: { code: 'PLIVO_INJOIGNABLE' } });
    expect(JSON.stringify(refuse)).not.toMatch(/TypeError|failed/);
    const { api } = await operateur();
    const autre = await api.demander(NUMERO, z.object({ rien: z.string() }));
    expect(autre).toMatchObject({ refus: { code: 'PLIVO_REPONSE', message: expect.stringContaining('PLIVO_API') } });
  });

  test('the account of the settings; the token never leaves in clear', () => {
    const complet = { PLIVO_API: 'https://api.plivo.com/', PLIVO_AUTH_ID: COMPTE, PLIVO_AUTH_TOKEN: JETON };
    expect(compteDe(complet)).toEqual({
      ok: true,
      valeur: { base: 'https://api.plivo.com', authId: COMPTE, authToken: JETON },
    });
    for (const faux of [{ PLIVO_AUTH_ID: undefined }, { PLIVO_AUTH_TOKEN: undefined }])
      expect(compteDe({ ...complet, ...faux })).toMatchObject({ refus: { code: 'REGLAGE_MANQUANT' } });
    expect(compteDe({ ...complet, PLIVO_API: 'http://api.plivo.com' })).toMatchObject({
      refus: { code: 'API_EN_CLAIR' },
    });
  });

  test.each([
    [new TypeError('fetch failed'), 'demande impossible'],
    [new TypeError('fetch failed', { cause: { code: 'ENOTFOUND' } }), 'nom de machine introuvable, ENOTFOUND'],
    [new TypeError('fetch failed', { cause: { code: 'CERT_HAS_EXPIRED' } }), 'certificat refusé, CERT_HAS_EXPIRED'],
    [new DOMException('timed out', 'TimeoutError'), 'délai dépassé'],
  ])('why nobody answered, in French: %s', (e, phrase) => {
    expect(pourquoi(e)).toBe(phrase);
  });
});
