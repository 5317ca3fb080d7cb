import { afterEach, describe, expect, test } from 'vitest';
import { NUMERO_SVI, operateurDEssai } from '../../testing/operateur';
import { reglagesDe } from '../reglages';
import { apiPlivo } from './api';
import { champsAttendus, configurer, decrire } from './configurer';

const ouverts: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const fermer of ouverts.splice(0)) await fermer();
});
const operateur = async () => {
  const o = await operateurDEssai();
  ouverts.push(o.operateur.arreter);
  return o;
};

const ORIGINE = 'https://svi.exemple.fr';
const REGLAGES = { origine: ORIGINE, numero: NUMERO_SVI, application: 'telegestion' };
const ecritures = (requetes: string[]): string[] => requetes.filter((r) => r.startsWith('POST'));

describe('configurer Plivo', () => {
  test('creates the application with its three addresses and their retries, and links the number; then nothing', async () => {
    const { operateur: o, api } = await operateur();
    const fait = await configurer(api, REGLAGES, false);
    expect(fait).toMatchObject({ ok: true, valeur: { fait: true } });
    const [application] = o.applications.values();
    expect(application).toMatchObject({
      app_name: 'telegestion',
      answer_url: 'https://svi.exemple.fr/plivo/appel#ct=1000&rt=4000&rc=3&rp=all',
      answer_method: 'POST',
      fallback_answer_url: 'https://svi.exemple.fr/plivo/secours#ct=1000&rt=4000&rc=3&rp=all',
      fallback_method: 'POST',
      hangup_url: 'https://svi.exemple.fr/plivo/fin#ct=1000&rt=4000&rc=3&rp=all',
      hangup_method: 'POST',
    });
    expect(o.numeros.get('33805123456')?.application).toContain(`/Application/${application?.app_id}/`);
    o.requetes.length = 0;
    expect(await configurer(api, REGLAGES, false)).toEqual({ ok: true, valeur: { actions: [], fait: true } });
    expect(ecritures(o.requetes)).toEqual([]);
  });

  test('--a-blanc says what it would do and changes nothing', async () => {
    const { operateur: o, api } = await operateur();
    const r = await configurer(api, REGLAGES, true);
    expect(r).toMatchObject({ ok: true, valeur: { fait: false } });
    expect(r.ok && decrire(r.valeur.actions).join('\n')).toMatch(
      /Créer l’application « telegestion »[\s\S]*answer_url = https[\s\S]*Relier le numéro \+33805123456/,
    );
    expect([ecritures(o.requetes), o.applications.size]).toEqual([[], 0]);
  });

  test('only what differs is changed, whatever else the account holds, over several pages', async () => {
    const { operateur: o, api } = await operateur();
    for (let n = 0; n < 45; n += 1) o.applications.set(`autre-${n}`, { app_id: `autre-${n}`, app_name: `autre-${n}` });
    o.applications.set('7', { app_id: '7', app_name: 'telegestion', ...champsAttendus(ORIGINE), hangup_method: 'GET' });
    const r = await configurer(api, REGLAGES, false);
    expect(r.ok && r.valeur.actions).toEqual([
      { action: 'MODIFIER_APPLICATION', application: 'telegestion', appId: '7', champs: { hangup_method: 'POST' } },
      { action: 'LIER_NUMERO', numero: NUMERO_SVI, appId: '7' },
    ]);
    expect(o.applications.get('7')).toMatchObject({ hangup_method: 'POST', app_name: 'telegestion' });
    expect(o.applications.get('autre-44')).toEqual({ app_id: 'autre-44', app_name: 'autre-44' });
  });

  test('two of that name: the one that the number calls; else refused, nothing changed', async () => {
    const { operateur: o, api } = await operateur();
    for (const id of ['1', '2']) o.applications.set(id, { app_id: id, app_name: 'telegestion' });
    expect(await configurer(api, REGLAGES, false)).toMatchObject({ refus: { code: 'APPLICATION_AMBIGUE' } });
    expect(ecritures(o.requetes)).toEqual([]);
    const numero = o.numeros.get('33805123456');
    if (numero) numero.application = '/v1/Account/MAESSAIS/Application/2/';
    await configurer(api, REGLAGES, false);
    expect(o.applications.get('2')).toMatchObject(champsAttendus(ORIGINE));
    expect(o.applications.get('1')).toEqual({ app_id: '1', app_name: 'telegestion' });
  });

  test('another account’s number, false credentials, an operator that is down: refused before anything is changed', async () => {
    const { operateur: o, api } = await operateur();
    expect(await configurer(api, { ...REGLAGES, numero: '+33805000000' }, false)).toMatchObject({
      refus: { code: 'NUMERO_INCONNU', message: expect.stringContaining('PLIVO_NUMERO') },
    });
    const faux = apiPlivo({ base: o.url, authId: 'MAESSAIS', authToken: 'un-autre-jeton' });
    const refuse = await configurer(faux, REGLAGES, false);
    expect(refuse).toMatchObject({ refus: { code: 'PLIVO_IDENTIFIANTS' } });
    expect(JSON.stringify(refuse)).not.toContain('un-autre-jeton');
    for (let n = 0; n < 4; n += 1) o.pannes.push({ sorte: 'STATUT', statut: 500 });
    expect(await configurer(api, REGLAGES, false)).toMatchObject({ refus: { code: 'PLIVO_INJOIGNABLE' } });
    expect([o.applications.size, ecritures(o.requetes)]).toEqual([0, []]);
  });

  test('interrupted after the creation, it goes on from there', async () => {
    const { operateur: o, api } = await operateur();
    for (let n = 0; n < 4; n += 1)
      o.pannes.push({ sorte: 'STATUT', statut: 500, methode: 'POST', chemin: /^Number\// });
    expect(await configurer(api, REGLAGES, false)).toMatchObject({ refus: { code: 'PLIVO_INJOIGNABLE' } });
    const [appId] = o.applications.keys();
    const r = await configurer(api, REGLAGES, false);
    expect(r.ok && r.valeur.actions).toEqual([{ action: 'LIER_NUMERO', numero: NUMERO_SVI, appId }]);
  });

  test.each([
    [{ PUBLIC_ORIGIN: undefined }, 'PUBLIC_ORIGIN'],
    [{ PUBLIC_ORIGIN: 'http://svi.exemple.fr' }, 'https://'],
    [{ PLIVO_NUMERO: undefined }, 'PLIVO_NUMERO'],
  ])('settings %j: refused, and the sentence says %s', (faux, mot) => {
    const bons = {
      MODE: 'production',
      PUBLIC_ORIGIN: ORIGINE,
      PLIVO_NUMERO: NUMERO_SVI,
      PLIVO_APPLICATION: 'telegestion',
    };
    expect(reglagesDe(bons)).toEqual({ ok: true, valeur: REGLAGES });
    expect(reglagesDe({ ...bons, ...faux })).toMatchObject({
      ok: false,
      refus: { message: expect.stringContaining(mot) },
    });
  });
});
