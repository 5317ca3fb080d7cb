import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { JETON } from '../../testing/atelier';
import { NUMERO_SVI, operateurDEssai } from '../../testing/operateur';
import { demarrer, INSTANT, toutFermer } from '../../testing/svi-dessai';
import { configurer } from './configurer';
import { verifier } from './verifier';

const ouverts: (() => Promise<void>)[] = [];
afterEach(async () => {
  await toutFermer();
  for (const fermer of ouverts.splice(0)) await fermer();
});

const MAINTENANT = Date.parse(INSTANT);

/** The real worker, and an operator configured for it. */
const monter = async (options: Parameters<typeof operateurDEssai>[0] = {}) => {
  const svi = await demarrer();
  const { operateur, api } = await operateurDEssai({ horloge: () => MAINTENANT, ...options });
  ouverts.push(operateur.arreter);
  const reglages = { origine: svi.url, numero: NUMERO_SVI, application: 'telegestion' };
  await configurer(api, reglages, false);
  const fautes = async (o: { authToken?: string; origine?: string; numero?: string } = {}) => {
    const { authToken = JETON, ...r } = o;
    const controles = await verifier(api, { ...reglages, ...r }, { authToken, horloge: () => MAINTENANT });
    return controles.filter((c) => !c.bon);
  };
  return { svi, operateur, api, reglages, fautes };
};
const premiere = <T>(carte: Map<string, T>): T => {
  const [v] = carte.values();
  if (v === undefined) throw new Error('vide');
  return v;
};

describe('vérifier Plivo', () => {
  test('configured: every check is good, and nothing is left of the call', async () => {
    const { svi, api, reglages } = await monter();
    const controles = await verifier(api, reglages, { authToken: JETON, horloge: () => MAINTENANT });
    expect(controles.map((c) => [c.controle, c.bon])).toEqual(
      ['compte', 'numéro', 'horloge', 'application', 'adresses', 'adresse publique', 'signature'].map((c) => [c, true]),
    );
    expect(await svi.documents()).toEqual([]);
    expect(JSON.stringify(controles)).not.toContain(JETON);
  });

  test('[DI-1] the number that checks come from is to be ours, and what they cost a month is told', async () => {
    const { operateur, api, reglages } = await monter();
    const sonde = '+33188000001';
    const essais = async (pannes: typeof operateur.pannes = []) => {
      operateur.pannes.push(...pannes);
      const o = { authToken: JETON, horloge: () => MAINTENANT, rythme: { parJour: 50, minutes: 15 } };
      return (await verifier(api, { ...reglages, sonde }, o)).find((c) => c.controle === 'appels d’essai');
    };
    expect(await essais()).toMatchObject({ bon: false, message: expect.stringContaining('PLIVO_SONDE_NUMERO') });
    const refuse = await configurer(api, { ...reglages, sonde }, false);
    expect(refuse).toMatchObject({ ok: false, refus: { message: expect.stringContaining('PLIVO_SONDE_NUMERO') } });
    operateur.numeros.set(sonde.slice(1), { number: sonde.slice(1), application: null, voice_enabled: true });
    expect(await configurer(api, { ...reglages, sonde }, false)).toEqual({
      ok: true,
      valeur: { actions: [], fait: true },
    });
    // 1,500 × (0.143 + 0.03) + 1
    expect((await essais())?.message).toMatch(/1500 appels par mois.* 260,50\u00a0\$ par mois.*tarifs de Plivo/);
    const muet = { sorte: 'STATUT', statut: 404, chemin: /^Pricing/ } as const;
    expect((await essais([muet]))?.message).toMatch(/ 245,50\u00a0\$ par mois.*hypothèses de docs/);
  });

  test('each fault is named alone, with what to do', async () => {
    const { operateur: o, fautes } = await monter();
    const application = premiere(o.applications);
    const numero = premiere(o.numeros);
    expect(await fautes()).toEqual([]);

    o.applications.set(application.app_id, { ...application, hangup_url: '', answer_method: 'GET' });
    expect(await fautes()).toEqual([
      { controle: 'adresses', bon: false, message: expect.stringMatching(/answer_method, hangup_url.*configurer/) },
    ]);
    o.applications.set(application.app_id, { ...application, app_name: 'autre' });
    expect(await fautes()).toMatchObject([{ controle: 'application', message: expect.stringContaining('« autre »') }]);
    o.applications.set(application.app_id, application);
    const { application: lien } = numero;
    numero.application = null;
    expect(await fautes()).toMatchObject([{ controle: 'application' }]);
    numero.application = lien;
    numero.voice_enabled = false;
    expect(await fautes()).toMatchObject([{ controle: 'numéro', message: expect.stringContaining('voice') }]);
    numero.voice_enabled = true;
    expect(await fautes({ numero: '+33805000000' })).toMatchObject([{ controle: 'numéro' }]);
    o.pannes.push({ sorte: 'STATUT', statut: 401 });
    expect(await fautes()).toMatchObject([
      { controle: 'compte', message: expect.stringContaining('PLIVO_AUTH_TOKEN') },
    ]);
  });

  test.each([
    [119_000, []],
    [125_000, ['horloge']],
    [-125_000, ['horloge']],
  ])('our clock %i ms from the operator’s: %j', async (ecart, attendues) => {
    const { fautes } = await monter({ horloge: () => MAINTENANT - ecart });
    const lues = await fautes();
    expect(lues.map((c) => c.controle)).toEqual(attendues);
    for (const f of lues) expect(f.message).toMatch(ecart > 0 ? /avance de 125 s/ : /retarde de 125 s/);
  });

  test('a worker with another secret, no worker, and somebody else in its place', async () => {
    const { fautes } = await monter();
    expect(await fautes({ authToken: 'un-autre-jeton' })).toMatchObject([
      { controle: 'adresse publique', message: expect.stringContaining('403') },
    ]);
    const ailleurs = (await fautes({ origine: 'http://127.0.0.1:9' })).filter((f) => f.controle !== 'adresses');
    expect(ailleurs).toMatchObject([
      { controle: 'adresse publique', message: expect.stringContaining('ne répond pas') },
    ]);

    let statut = 502;
    const page = createServer((_q, r) => r.writeHead(statut).end('<html>Bienvenue</html>'));
    await new Promise<void>((ok) => page.listen(0, '127.0.0.1', ok));
    ouverts.push(() => new Promise((ok) => page.close(() => ok())));
    const adresse = page.address();
    const port = adresse !== null && typeof adresse === 'object' ? adresse.port : 0;
    expect(
      (await fautes({ origine: `http://127.0.0.1:${port}` })).filter((f) => f.controle !== 'adresses'),
    ).toMatchObject([{ controle: 'adresse publique', message: expect.stringContaining('vérifiez que le SVI tourne') }]);
    statut = 200;
    const autre = await fautes({ origine: `http://127.0.0.1:${port}` });
    expect(autre.map((f) => f.controle)).toEqual(['adresses', 'adresse publique', 'signature']);
  });
});
