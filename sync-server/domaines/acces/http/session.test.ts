import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionStockee } from '#shared/contrats/acces/compte';
import { PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import { instantSchema } from '#shared/temps/types';
import {
  type Banc,
  type Client,
  corpsDe,
  creerCompteDEssai,
  MOT_DE_PASSE,
  ouvrirBanc,
} from '../../../http/testing/banc';
import { horlogeSysteme } from '../../../ports/horloge';
import { ecrireTout } from '../../../store/ecrire';
import { lirePlage, lireUn, plageDuType } from '../../../store/lire';
import { changerMotDePasse } from '../comptes';
import { purgerSessions } from '../purger-sessions';

let banc: Banc;
beforeAll(async () => {
  banc = await ouvrirBanc();
  for (const nom of ['anne', 'bruno', 'chloe', 'denis', 'eva', 'fatou', 'gina', 'hana', 'hugo'])
    await creerCompteDEssai(banc.magasin, nom, 'GESTIONNAIRE', ['EST']);
});
afterAll(() => banc.fermer());

test('signing in gives a strict cookie, the session and the share of the key, never the hash', async () => {
  const r = await banc.anonyme.appeler('POST', '/api/session', {
    corps: { identifiant: 'Anne', motDePasse: MOT_DE_PASSE },
  });
  expect(r.status).toBe(200);
  const cookie = r.headers.getSetCookie().join();
  for (const attribut of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(attribut);
  expect(cookie).not.toContain('Secure');
  expect(r.headers.get('cache-control')).toBe('no-store');
  expect(r.headers.get('content-security-policy')).toContain("script-src 'self';");
  const corps = await corpsDe(r);
  expect(corps).toMatchObject({ identifiant: 'anne', role: 'GESTIONNAIRE', antennes: ['EST'] });
  expect(Buffer.from(String(corps.partCle), 'base64')).toHaveLength(32);
  expect(JSON.stringify(corps)).not.toContain('argon2');
});

test('the token is nowhere in the store, only its hash', async () => {
  const client = await banc.connecter('anne');
  const jeton = client.cookie.split('=')[1] ?? '';
  const sessions = await lirePlage(banc.magasin, BASE_CENTRALE, plageDuType('session'));
  expect(sessions.length).toBeGreaterThan(0);
  expect(JSON.stringify(sessions)).not.toContain(jeton);
});

test('behind https the cookie is Secure', async () => {
  const autre = await ouvrirBanc({ magasin: banc.magasin, origine: 'https://extranet.test' });
  const r = await autre.anonyme.appeler('POST', '/api/session', {
    corps: { identifiant: 'anne', motDePasse: MOT_DE_PASSE },
    entetes: { origin: 'https://extranet.test' },
  });
  expect(r.headers.getSetCookie().join()).toContain('Secure');
  await autre.fermer();
});

test('a session outlives the server, and ends when closed', async () => {
  const client = await banc.connecter('bruno');
  const autre = await ouvrirBanc({ magasin: banc.magasin });
  const relance = await fetch(`${autre.origine}/api/session`, { headers: { cookie: client.cookie } });
  expect(relance.status).toBe(200);
  await autre.fermer();
  expect((await client.appeler('DELETE', '/api/session')).status).toBe(204);
  const apres = await client.appeler('GET', '/api/session');
  expect(apres.status).toBe(401);
  expect((await corpsDe(apres)).message).toContain('Reconnectez-vous');
});

test('a disabled account loses its session as soon as the change is known', async () => {
  const client = await banc.connecter('chloe');
  expect((await client.appeler('GET', '/api/session')).status).toBe(200);
  const compte = await lireUn<object>(banc.magasin, BASE_CENTRALE, idCompte('chloe'));
  await ecrireTout(banc.magasin, BASE_CENTRALE, [{ ...compte, actif: false }]);
  await expect.poll(async () => (await client.appeler('GET', '/api/session')).status).toBe(401);
  // Its PC is told why, so that it wipes; so is who still knows the password, and nobody else.
  expect(await corpsDe(await client.appeler('GET', '/api/session'))).toMatchObject({ code: 'COMPTE_DESACTIVE' });
  const essai = async (motDePasse: string) =>
    (await corpsDe(await banc.anonyme.appeler('POST', '/api/session', { corps: { identifiant: 'chloe', motDePasse } })))
      .code;
  expect([await essai(MOT_DE_PASSE), await essai('non')]).toEqual(['COMPTE_DESACTIVE', 'IDENTIFIANTS']);
});

test('a new password ends the sessions that the old one opened, and opens others', async () => {
  const ancien = await banc.connecter('fatou');
  const unPeuApres = () => instantDe(epochMs(horlogeSysteme()) + 1_000);
  const acte = { auteur: 'essai', horloge: unPeuApres };
  const r = await changerMotDePasse(banc.magasin, acte, 'fatou', 'autre-mot-de-passe-1');
  expect(r.ok).toBe(true);
  await expect.poll(async () => (await ancien.appeler('GET', '/api/session')).status).toBe(401);
  const plusTard = await ouvrirBanc({ magasin: banc.magasin, horloge: unPeuApres });
  const nouveau = await plusTard.connecter('fatou', 'autre-mot-de-passe-1');
  expect((await nouveau.appeler('GET', '/api/session')).status).toBe(200);
  await plusTard.fermer();
});

test('an expired session is refused, and purged', async () => {
  const client = await banc.connecter('denis');
  const fin = instantSchema.parse('2099-01-01T00:00:00Z');
  const futur = await ouvrirBanc({ magasin: banc.magasin, horloge: () => fin });
  expect((await fetch(`${futur.origine}/api/session`, { headers: { cookie: client.cookie } })).status).toBe(401);
  await futur.fermer();
  expect(await purgerSessions(banc.magasin, fin)).toBeGreaterThan(0);
  expect(await lirePlage(banc.magasin, BASE_CENTRALE, plageDuType('session'))).toEqual([]);
});

test('an account disabled once its session has expired, or was closed from elsewhere: its PC is told at its next contact; nothing else is', async () => {
  const client = await banc.connecter('gina');
  const fermee = await banc.connecter('gina');
  const partie = await banc.connecter('gina');
  expect((await partie.appeler('DELETE', '/api/session')).status).toBe(204);
  const liste = (await corpsDe(await client.appeler('GET', '/api/compte'))).sessions as { id: string; ici: boolean }[];
  const ailleurs = liste.find((s) => !s.ici);
  expect((await client.appeler('DELETE', `/api/compte/sessions/${ailleurs?.id}`)).status).toBe(204);

  let instant = instantDe(epochMs(horlogeSysteme()) + 13 * 3_600_000);
  const demain = await ouvrirBanc({ magasin: banc.magasin, horloge: () => instant });
  const dire = async (c: Client, chemin = '/api/session') => {
    const r = await fetch(`${demain.origine}${chemin}`, { headers: { cookie: c.cookie } });
    const { code, compte, partCle } = await corpsDe(r);
    return [r.status, code, compte, partCle];
  };
  await purgerSessions(banc.magasin, instant);
  const lus = ['/api/session', '/api/compte', '/replication/dossiers?antenne=EST', '/api/referentiel'];
  for (const chemin of lus) expect(await dire(client, chemin)).toEqual([401, 'SESSION', undefined, undefined]);

  const compte = await lireUn<object>(banc.magasin, BASE_CENTRALE, idCompte('gina'));
  await ecrireTout(banc.magasin, BASE_CENTRALE, [{ ...compte, actif: false }]);
  const fini = [401, 'COMPTE_DESACTIVE', 'gina', undefined];
  await expect.poll(() => dire(client)).toEqual(fini);
  for (const chemin of lus) expect(await dire(client, chemin)).toEqual(fini);
  expect(await dire(fermee)).toEqual(fini);
  // Who signed out wiped then: there is nothing more to say to that browser.
  expect(await dire(partie)).toEqual([401, 'SESSION', undefined, undefined]);

  // No PC opens anything without the server for longer than that.
  instant = instantDe(epochMs(instant) + 61 * 86_400_000);
  await purgerSessions(banc.magasin, instant);
  await expect.poll(() => dire(client)).toEqual([401, 'SESSION', undefined, undefined]);
  await demain.fermer();
});

test('signing out of a session that is over says so, and takes its cookie and its document all the same', async () => {
  const client = await banc.connecter('hugo');
  const instant = instantDe(epochMs(horlogeSysteme()) + 13 * 3_600_000);
  const demain = await ouvrirBanc({ magasin: banc.magasin, horloge: () => instant });
  const quitter = () =>
    fetch(`${demain.origine}/api/session`, {
      method: 'DELETE',
      headers: { cookie: client.cookie, origin: demain.origine },
    });
  const r = await quitter();
  expect([r.status, (await corpsDe(r)).code]).toEqual([401, 'SESSION']);
  expect(r.headers.getSetCookie().join()).toMatch(/tg_session=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
  const compte = await lireUn<object>(banc.magasin, BASE_CENTRALE, idCompte('hugo'));
  await ecrireTout(banc.magasin, BASE_CENTRALE, [{ ...compte, actif: false }]);
  expect((await corpsDe(await quitter())).code).toBe('SESSION');
  await demain.fermer();
});

test('the cookie outlives the session by the longest time without contact; signing in again forgets what it replaces', async () => {
  const signer = (b: Banc, cookie?: string) =>
    b.anonyme.appeler('POST', '/api/session', {
      corps: { identifiant: 'hana', motDePasse: MOT_DE_PASSE },
      ...(cookie === undefined ? {} : { entetes: { cookie } }),
    });
  const premiere = await signer(banc);
  const [cookie = ''] = premiere.headers.getSetCookie();
  const { expireLe } = await corpsDe(premiere);
  const jusqua = Date.parse(/Expires=([^;]+)/i.exec(cookie)?.[1] ?? '');
  expect(Math.round((jusqua - Date.parse(String(expireLe))) / 86_400_000)).toBe(
    PARAMETRES.joursSansContact.schema.maxValue,
  );
  const siennes = async () =>
    (await lirePlage<SessionStockee>(banc.magasin, BASE_CENTRALE, plageDuType('session'))).filter(
      (s) => s.identifiant === 'hana',
    ).length;
  // While it lasts, another tab may be using it.
  await signer(banc, cookie.split(';')[0]);
  expect(await siennes()).toBe(2);
  const demain = await ouvrirBanc({
    magasin: banc.magasin,
    horloge: () => instantDe(epochMs(horlogeSysteme()) + 13 * 3_600_000),
  });
  await signer(demain, cookie.split(';')[0]);
  expect(await siennes()).toBe(2);
  await demain.fermer();
});

test.each([
  ['unknown account', { identifiant: 'personne', motDePasse: MOT_DE_PASSE }, 401],
  ['decoy password', { identifiant: 'personne', motDePasse: 'leurre' }, 401],
  ['wrong password', { identifiant: 'eva', motDePasse: 'non' }, 401],
  ['no password', { identifiant: 'eva' }, 400],
  ['not an object', '"eva"', 400],
  ['broken JSON', '{"identifiant":', 400],
])('sign-in refused: %s', async (_, corps, statut) => {
  const r = await banc.anonyme.appeler('POST', '/api/session', { corps });
  expect(r.status).toBe(statut);
  const { message, reference } = await corpsDe(r);
  expect(message).toMatch(/\.$/);
  expect(reference).toMatch(/^[0-9a-f]{8}$/);
  expect(r.headers.getSetCookie()).toEqual([]);
});

test('too many attempts on one account are slowed down, the right password included; others sign in', async () => {
  const essai = (motDePasse: string): Promise<Response> =>
    banc.anonyme.appeler('POST', '/api/session', { corps: { identifiant: 'eva', motDePasse } });
  let statut = 0;
  for (let i = 0; i < 12 && statut !== 429; i++) statut = (await essai(`faux ${i}`)).status;
  expect(statut).toBe(429);
  const r = await essai(MOT_DE_PASSE);
  expect(r.status).toBe(429);
  expect(Number(r.headers.get('retry-after'))).toBeGreaterThan(0);
  await banc.connecter('anne');
});

test.each([
  ['another site', { origin: 'https://ailleurs.test' }],
  ['a sandboxed page', { origin: 'null' }],
  ['the same host on another port', { origin: 'http://127.0.0.1:1' }],
])('a write from %s is refused', async (_, entetes) => {
  const client = await banc.connecter('anne');
  for (const [methode, chemin] of [
    ['POST', '/api/session'],
    ['DELETE', '/api/session'],
    ['POST', '/replication/saisies?antenne=EST'],
  ] as const) {
    const r = await client.appeler(methode, chemin, {
      entetes,
      ...(methode === 'POST' ? { corps: { documents: [] } } : {}),
    });
    expect([chemin, r.status]).toEqual([chemin, 403]);
  }
  expect((await client.appeler('GET', '/api/session')).status).toBe(200);
});

test('of a service whose address is known, that address alone writes: not by http, nor by the name that the request bears', async () => {
  const connu = await ouvrirBanc({ magasin: banc.magasin, origine: 'https://extranet.test' });
  const ecrire = async (origin: string, host = '') => {
    const { hostname, port } = new URL(connu.serveur.app.listeningOrigin);
    // `fetch` sets Host itself.
    const r = await connu.serveur.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin, host: host || `${hostname}:${port}` },
      payload: { identifiant: 'anne', motDePasse: MOT_DE_PASSE },
    });
    return r.statusCode;
  };
  expect(await ecrire('https://extranet.test')).toBe(200);
  expect(await ecrire('http://extranet.test', 'extranet.test')).toBe(403);
  expect(await ecrire('https://ailleurs.test', 'ailleurs.test')).toBe(403);
  expect(await ecrire(connu.serveur.app.listeningOrigin)).toBe(403);
  await connu.fermer();
});

test('of a service whose address is not known, this machine or a bare address writes, and no name that was made to point here', async () => {
  const ecrire = async (host: string) =>
    (
      await banc.serveur.app.inject({
        method: 'POST',
        url: '/api/session',
        headers: { origin: `http://${host}`, host },
        payload: { identifiant: 'anne', motDePasse: MOT_DE_PASSE },
      })
    ).statusCode;
  for (const hote of ['127.0.0.1:3000', 'localhost:3000', '192.168.1.20', '[::1]:3000'])
    expect([hote, await ecrire(hote)]).toEqual([hote, 200]);
  for (const hote of ['piege.test', 'localhost.piege.test', '127.0.0.1.piege.test'])
    expect([hote, await ecrire(hote)]).toEqual([hote, 403]);
});

test('a body that never comes whole is cut, be it refused before or not, and the service goes on', async () => {
  const impatient = await ouvrirBanc({ magasin: banc.magasin, patienceMs: 200 });
  const { host, port } = new URL(impatient.origine);
  const commencer = async (origine: string): Promise<string> => {
    const prise = connect(Number(port), '127.0.0.1');
    let recu = '';
    prise.setEncoding('utf8').on('data', (t: string) => {
      recu += t;
    });
    const entetes = [`Host: ${host}`, `Origin: ${origine}`, 'Content-Type: application/json', 'Content-Length: 1000'];
    prise.write(`POST /api/session HTTP/1.1\r\n${entetes.join('\r\n')}\r\n\r\n{`);
    await once(prise, 'close');
    return recu.slice(9, 12);
  };
  expect(await Promise.all([commencer(impatient.origine), commencer('http://ailleurs.test')])).toEqual(['408', '403']);
  expect((await impatient.anonyme.appeler('GET', '/api/connexion')).status).toBe(200);
  await impatient.fermer();
});

test('a write without Origin is refused', async () => {
  const client = await banc.connecter('anne');
  const r = await fetch(`${banc.origine}/api/session`, { method: 'DELETE', headers: { cookie: client.cookie } });
  expect(r.status).toBe(403);
});
