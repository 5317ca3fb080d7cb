import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import {
  type Banc,
  corpsDe,
  creerCompteDEssai,
  MOT_DE_PASSE,
  ouvrirBanc,
  ouvrirMagasinEnMemoire,
} from '../../../http/testing/banc';
import { horlogeSysteme } from '../../../ports/horloge';
import type { Magasin } from '../../../store/lire';
import { entourer } from '../../../store/testing/entourer';
import { ecrireParametre } from '../../exploitation/parametres/parametres';
import { agirSurCompte } from '../administrer';
import { changerMotDePasse } from '../comptes';

// Who guesses is stopped, and who has her own PC is not: what signing in counts, and for whom.

/** Tries that were really judged, by what judges them: an answer alone does not tell whether a try was made behind it. */
const juges = vi.hoisted(() => ({ motsDePasse: 0, codes: 0 }));
vi.mock('@node-rs/argon2', async (importer) => {
  const vraie = await importer<typeof import('@node-rs/argon2')>();
  const verify: typeof vraie.verify = (...a) => {
    juges.motsDePasse += 1;
    return vraie.verify(...a);
  };
  return { ...vraie, verify };
});
const { validate } = TOTP.prototype;
vi.spyOn(TOTP.prototype, 'validate').mockImplementation(function (this: TOTP, o) {
  juges.codes += 1;
  return validate.call(this, o);
});
beforeEach(() => void Object.assign(juges, { motsDePasse: 0, codes: 0 }));
afterAll(() => vi.restoreAllMocks());

let avance = 0;
const horloge = (): Instant => instantDe(epochMs(horlogeSysteme()) + avance);
const plusTard = (minutes: number): void => {
  avance += minutes * 60_000;
};

let banc: Banc;
let magasin: Magasin;
let fermer: () => Promise<void>;
/** Tries and audit that the store is asked to read or write, while it is noted: by kind, not by name. */
let demandes: string[] | undefined;
beforeAll(async () => {
  const essai = await ouvrirMagasinEnMemoire();
  fermer = essai.fermer;
  magasin = entourer(essai.magasin, (o, faire) => {
    const genres = o.ids.flatMap((id) => /^(acces|audit):/.exec(id)?.[1] ?? []);
    if (o.base === BASE_CENTRALE && genres.length > 0) demandes?.push(`${o.nom} ${genres.join(' ')}`);
    return faire();
  });
  banc = await ouvrirBanc({ magasin, horloge });
  const noms = ['anne', 'bea', 'chloe', 'dora', 'eva', 'flo', 'gaia', 'hana', 'ines', 'julie', 'katia'];
  for (const nom of noms) await creerCompteDEssai(magasin, nom, 'GESTIONNAIRE', ['EST']);
});
afterAll(async () => {
  await banc.fermer();
  await fermer();
});

/** From the network of that address, by a browser that has these cookies. */
const essayer = async (corps: object, o: { de?: string; cookie?: string } = {}) => {
  const r = await banc.anonyme.appeler('POST', '/api/session', {
    corps: { motDePasse: MOT_DE_PASSE, ...corps },
    entetes: { 'x-forwarded-for': o.de ?? '203.0.113.1', ...(o.cookie === undefined ? {} : { cookie: o.cookie }) },
  });
  const cookies = r.headers.getSetCookie().map((c) => c.split(';')[0] ?? '');
  return {
    statut: r.status,
    code: (await corpsDe(r)).code,
    session: cookies.find((c) => c.startsWith('tg_session=')),
    marque: cookies.find((c) => c.startsWith('tg_connu=')),
    attributs: r.headers.getSetCookie().find((c) => c.startsWith('tg_connu=')) ?? '',
  };
};
const lireSession = async (cookie = '') => {
  const r = await fetch(`${banc.origine}/api/session`, { headers: { cookie } });
  return { statut: r.status, code: (await corpsDe(r)).code };
};
const compter = (codes: readonly unknown[]) =>
  Object.fromEntries([...new Set(codes)].map((c) => [String(c), codes.filter((x) => x === c).length]));

test('thirty wrong passwords at once are five tries, then a lock, as if they came one after the other', async () => {
  const essais = Array.from({ length: 30 }, (_, i) => essayer({ identifiant: 'anne', motDePasse: `faux ${i}` }));
  const codes = (await Promise.all(essais)).map((r) => r.code);
  expect(compter(codes)).toEqual({ IDENTIFIANTS: 4, COMPTE_VERROUILLE: 26 });
  expect(juges.motsDePasse).toBe(5);
});

test('from forty networks at once, the account has as many tries as it has from all of them, and no more', async () => {
  const essais = Array.from({ length: 40 }, (_, i) =>
    essayer({ identifiant: 'katia', motDePasse: `faux ${i}` }, { de: `198.51.100.${i}` }),
  );
  const codes = compter((await Promise.all(essais)).map((r) => r.code));
  expect([codes, juges.motsDePasse]).toEqual([{ IDENTIFIANTS: 29, COMPTE_VERROUILLE: 11 }, 30]);
});

test('codes of the second factor likewise: asking for the code in between gives no more tries', async () => {
  const bea = await banc.connecter('bea');
  const { secret } = await corpsDe(await bea.appeler('POST', '/api/compte/second-facteur', { corps: {} }));
  const totp = new TOTP({ secret: Secret.fromBase32(String(secret)) });
  const code = totp.generate({ timestamp: epochMs(horloge()) });
  expect((await bea.appeler('POST', '/api/compte/second-facteur/confirmer', { corps: { code } })).status).toBe(200);
  plusTard(5);
  Object.assign(juges, { motsDePasse: 0, codes: 0 });
  const essais = Array.from({ length: 24 }, (_, i) =>
    essayer({ identifiant: 'bea', ...(i % 2 === 0 ? {} : { code: 'abcdef' }) }),
  );
  const codes = compter((await Promise.all(essais)).map((r) => r.code));
  expect(codes.CODE_FAUX).toBe(4);
  expect(juges.codes).toBe(5);
  // Each code that is judged was asked for by one password at most.
  expect(juges.motsDePasse).toBeLessThanOrEqual(2 * juges.codes);
  expect((await essayer({ identifiant: 'bea' })).code).toBe('COMPTE_VERROUILLE');
});

test('right passwords that come together lock nobody out', async () => {
  const essais = Array.from({ length: 12 }, () => essayer({ identifiant: 'chloe' }));
  expect(compter((await Promise.all(essais)).map((r) => r.statut))).toEqual({ 200: 12 });
});

const LETTRES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

test('a hundred tries of a stranger, from one network or twenty: the right password from a known PC gets in', async () => {
  const { marque, attributs } = await essayer({ identifiant: 'dora' }, { de: '198.51.100.7' });
  for (const a of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(attributs).toContain(a);
  expect(attributs).not.toContain('dora');
  for (let i = 0; i < 100; i++)
    await essayer({ identifiant: 'dora', motDePasse: `faux ${i}` }, { de: `203.0.113.${i % 20}` });
  // From the very network of who guesses, too.
  expect((await essayer({ identifiant: 'dora' }, { cookie: marque ?? '', de: '203.0.113.1' })).statut).toBe(200);
  // Another's mark, one that was forged, or none: a stranger like the others. Every other last letter is tried: three of them
  // decode to the same bytes as the right one.
  const autre = (await essayer({ identifiant: 'eva' }, { de: '198.51.100.8' })).marque ?? '';
  const forgees = [...LETTRES]
    .filter((lettre) => !marque?.endsWith(lettre))
    .map((lettre) => `${(marque ?? '').slice(0, -1)}${lettre}`);
  expect(forgees).toHaveLength(63);
  // Each from a network of its own: one alone would be asked to slow down before.
  for (const [i, cookie] of [autre, ...forgees, 'tg_connu=x', ''].entries())
    expect((await essayer({ identifiant: 'dora' }, { cookie, de: `192.0.2.${i}` })).code).toBe('COMPTE_VERROUILLE');
});

test('a few failures of a stranger do not keep her out of a new PC on another network; those of a known PC lock that PC', async () => {
  for (let i = 0; i < 6; i++) await essayer({ identifiant: 'flo', motDePasse: 'faux' });
  expect((await essayer({ identifiant: 'flo' })).code).toBe('COMPTE_VERROUILLE');
  const { statut, marque = '' } = await essayer({ identifiant: 'flo' }, { de: '198.51.100.9' });
  expect(statut).toBe(200);
  const codes = [];
  for (let i = 0; i < 5; i++)
    codes.push((await essayer({ identifiant: 'flo', motDePasse: 'faux' }, { cookie: marque })).code);
  expect(compter(codes)).toEqual({ IDENTIFIANTS: 4, COMPTE_VERROUILLE: 1 });
  plusTard(6);
  expect((await essayer({ identifiant: 'flo' }, { cookie: marque })).statut).toBe(200);
});

test('a PC that several share is known to each; a new password makes the former mark worthless, and the sign-in gives another', async () => {
  const premiere = (await essayer({ identifiant: 'gaia' })).marque ?? '';
  const deux = (await essayer({ identifiant: 'hana' }, { cookie: premiere })).marque ?? '';
  expect(deux.split('.')).toHaveLength(2);
  // Known already: nothing is written again.
  expect((await essayer({ identifiant: 'gaia' }, { cookie: deux })).marque).toBeUndefined();
  const neuf = 'lanterne-bocal-fourmi-8';
  expect((await changerMotDePasse(magasin, { auteur: 'essai', horloge }, 'gaia', neuf)).ok).toBe(true);
  expect((await essayer({ identifiant: 'gaia', motDePasse: neuf }, { cookie: deux })).marque).toBeDefined();
});

test('what a failed sign-in asks of the store does not tell whether there is such an account', async () => {
  const suivre = async (identifiant: string) => {
    const faits: string[] = [];
    for (let i = 0; i < 7; i++) {
      demandes = [];
      const { code } = await essayer({ identifiant, motDePasse: 'faux' }, { de: '192.0.2.50' });
      faits.push(`${code} : ${demandes.join(', ')}`);
    }
    demandes = undefined;
    return faits;
  };
  const connu = await suivre('ines');
  expect(connu.at(-1)).toMatch(/^COMPTE_VERROUILLE/);
  expect(await suivre('personne')).toEqual(connu);
});

test('a disabled account that is enabled again opens nothing by its former cookies', async () => {
  const { session } = await essayer({ identifiant: 'julie' });
  expect((await lireSession(session)).statut).toBe(200);
  const acte = { auteur: 'essai', horloge };
  plusTard(1);
  expect((await agirSurCompte(magasin, acte, 'julie', 'DESACTIVER')).ok).toBe(true);
  await expect.poll(async () => (await lireSession(session)).code).toBe('COMPTE_DESACTIVE');
  plusTard(1);
  expect((await agirSurCompte(magasin, acte, 'julie', 'ACTIVER')).ok).toBe(true);
  await expect.poll(async () => (await lireSession(session)).code).toBe('SESSION');
  const neuve = await essayer({ identifiant: 'julie' });
  expect((await lireSession(neuve.session)).statut).toBe(200);
  // Enabling what is enabled ends nothing.
  plusTard(1);
  expect((await agirSurCompte(magasin, acte, 'julie', 'ACTIVER')).ok).toBe(true);
  expect((await lireSession(neuve.session)).statut).toBe(200);
});

test('a role that owes a second factor from now on owes it for what is open: a session without one opens nothing else', async () => {
  await creerCompteDEssai(magasin, 'centrale', 'CENTRAL', []);
  await creerCompteDEssai(magasin, 'double', 'CENTRAL', []);
  const seule = await banc.connecter('centrale');
  const [avant, apres] = [await banc.connecter('double'), await banc.connecter('double')];
  const { secret } = await corpsDe(await apres.appeler('POST', '/api/compte/second-facteur', { corps: {} }));
  const code = new TOTP({ secret: Secret.fromBase32(String(secret)) }).generate({ timestamp: epochMs(horloge()) });
  expect((await apres.appeler('POST', '/api/compte/second-facteur/confirmer', { corps: { code } })).status).toBe(200);
  const lire = async (c: typeof seule) => {
    const r = await c.appeler('GET', '/api/referentiel');
    return r.ok ? r.status : (await corpsDe(r)).code;
  };
  const flux = await seule.appeler('GET', '/replication/flux?antenne=EST');
  // What the password alone had opened ended as the second factor was set.
  expect([await lire(seule), await lire(avant), await lire(apres), flux.status]).toEqual([200, 'SESSION', 200, 200]);
  const ecrire = (valeur: string) =>
    ecrireParametre(magasin, horloge, { cle: 'rolesSecondFacteur', valeur, depuis: '2026-01-01', auteur: 'essai' });
  await ecrire('["CENTRAL"]');
  // Without a second factor, it is to be set.
  await expect.poll(() => lire(seule)).toBe('SECOND_FACTEUR');
  expect(await lire(apres)).toBe(200);
  // What streams already ends.
  await flux.text();
  await ecrire('[]');
  await expect.poll(() => lire(seule)).toBe(200);
});
