import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
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
import type { Registre } from '../../../ports/acces';
import { horlogeSysteme } from '../../../ports/horloge';
import { ecrireTout } from '../../../store/ecrire';
import { lireUn, type Magasin } from '../../../store/lire';
import { lireAudit } from '../../audit/lire';
import { creerFournisseur, type ReglagesOidc } from '../oidc/fournisseur';
import { demarrerFournisseur, type FournisseurEssai } from '../oidc/testing/fournisseur-essai';
import { lireTentatives, tenirRegistre } from '../registre';

// The provider is a real one; the browser is the test: it carries cookies from one answer to the next request.

const ORIGINE = 'https://extranet.test';
const SORTIE = `${ORIGINE}/`;
const PAGES = { retour: `${ORIGINE}/connexion/`, sortie: SORTIE };
const ENTETES = { origin: ORIGINE };

let magasin: Magasin;
let fermer: () => Promise<void>;
let essai: FournisseurEssai;
let banc: Banc;
let registre: Registre;
let avance = 0;
const horloge = (): Instant => instantDe(epochMs(horlogeSysteme()) + avance);

const ouvrirAvec = (plus: Partial<ReglagesOidc> = {}): Promise<Banc> =>
  ouvrirBanc({
    magasin,
    horloge,
    registre,
    origine: ORIGINE,
    fournisseur: creerFournisseur({ ...essai.reglages, ...plus }),
  });

beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
  registre = tenirRegistre({
    magasin,
    horloge,
    courrier: undefined,
    extranet: () => ORIGINE,
    surErreur: () => undefined,
  });
  essai = await demarrerFournisseur();
  essai.servir(PAGES);
  banc = await ouvrirAvec();
  await creerCompteDEssai(magasin, 'anne', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(magasin, 'bruno', 'GESTIONNAIRE', ['SUD']);
  await creerCompteDEssai(magasin, 'carla', 'GESTIONNAIRE', ['SUD']);
  await creerCompteDEssai(magasin, 'chef', 'ADMINISTRATEUR', []);
  await changer('anne', { courriel: 'Anne@paris.test' });
  await changer('bruno', { courriel: 'bruno@paris.test', actif: false });
  await changer('chef', { courriel: 'double@paris.test' });
  await changer('carla', { courriel: 'double@paris.test' });
  for (const [id, email, email_verified] of [
    ['anne', 'anne@paris.test', true],
    ['bruno', 'bruno@paris.test', true],
    ['double', 'double@paris.test', true],
    ['inconnue', 'inconnue@paris.test', true],
    ['presque', 'anne@paris.test', false],
  ] as const)
    essai.personnes.set(id, { email, email_verified, matricule: id });
});
afterAll(async () => {
  await banc.fermer();
  await essai.eteindre();
  await fermer();
});
beforeEach(() => {
  essai.falsifier = undefined;
  essai.autreCle = false;
  avance = 0;
});

const changer = async (identifiant: string, plus: object): Promise<void> => {
  const compte = await lireUn<object>(magasin, BASE_CENTRALE, idCompte(identifiant));
  await ecrireTout(magasin, BASE_CENTRALE, [{ ...compte, ...plus }]);
};
const cookiesDe = (r: Response): string[] => r.headers.getSetCookie();
const valeurCookie = (r: Response): string => cookiesDe(r)[0]?.split(';')[0] ?? '';

const partir = async (b = banc): Promise<{ adresse: string; cookie: string }> => {
  const r = await b.anonyme.appeler('POST', '/api/connexion/depart', { entetes: ENTETES });
  expect(r.status).toBe(200);
  return { adresse: String((await corpsDe(r)).adresse), cookie: valeurCookie(r) };
};
const revenir = (recherche: string, cookie: string, b = banc): Promise<Response> =>
  b.anonyme.appeler('POST', '/api/connexion/retour', { corps: { recherche }, entetes: { ...ENTETES, cookie } });
const seConnecter = async (personne: string, b = banc): Promise<Response> => {
  const { adresse, cookie } = await partir(b);
  return revenir(await essai.identifier(adresse, personne), cookie, b);
};
/** The session that an answer opened, as the server sees it. */
const sessionDe = async (r: Response, b = banc) => {
  const cookie =
    cookiesDe(r)
      .find((c) => c.startsWith('__Host-tg_session='))
      ?.split(';')[0] ?? '';
  return b.anonyme.appeler('GET', '/api/session', { entetes: { cookie } });
};
const dernieres = async () => {
  await registre.fini();
  return (await lireAudit(magasin, {})).entrees;
};

test('the sign-in page is told of the provider, by its name, and of nothing where there is none', async () => {
  expect(await corpsDe(await banc.anonyme.appeler('GET', '/api/connexion'))).toEqual({
    fournisseur: 'le compte de la Ville',
  });
  const sans = await ouvrirBanc({ magasin, origine: ORIGINE });
  expect(await corpsDe(await sans.anonyme.appeler('GET', '/api/connexion'))).toEqual({});
  const r = await sans.anonyme.appeler('POST', '/api/connexion/depart', { entetes: ENTETES });
  expect(r.status).toBe(404);
  await sans.fermer();
});

test('who is known by her verified address gets in, with the role, the antennas and the share of the key of her account', async () => {
  const { adresse, cookie } = await partir();
  const demande = new URL(adresse).searchParams;
  expect(demande.get('code_challenge_method')).toBe('S256');
  for (const p of ['state', 'nonce', 'code_challenge']) expect(demande.get(p)).toMatch(/^[\w-]{43}$/);
  expect(adresse).not.toContain(essai.reglages.secret);
  const r = await revenir(await essai.identifier(adresse, 'anne'), cookie);
  expect(r.status).toBe(200);
  const session = await corpsDe(r);
  expect(session).toMatchObject({ identifiant: 'anne', role: 'GESTIONNAIRE', antennes: ['EST'] });
  expect(Buffer.from(String(session.partCle), 'base64')).toHaveLength(32);
  for (const c of cookiesDe(r))
    for (const attribut of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(c).toContain(attribut);
  expect((await sessionDe(r)).status).toBe(200);
  expect((await dernieres())[0]).toMatchObject({ auteur: 'anne', action: 'CONNEXION' });
  expect((await dernieres())[0]?.objet).toContain('par le fournisseur');
});

test('asked again: the provider forgets who it knows; a demand that is none is refused', async () => {
  const partirAvec = (corps: unknown) =>
    banc.anonyme.appeler('POST', '/api/connexion/depart', { corps, entetes: ENTETES });
  const adresse = String((await corpsDe(await partirAvec({ autre: true }))).adresse);
  expect(new URL(adresse).searchParams.get('prompt')).toBe('login');
  expect(new URL((await partir()).adresse).searchParams.get('prompt')).toBeNull();
  expect((await partirAvec({ autre: 'oui' })).status).toBe(400);
});

const partirDIci = async (r: Response): Promise<URL> => {
  const cookie =
    cookiesDe(r)
      .find((c) => c.includes('tg_session'))
      ?.split(';')[0] ?? '';
  const sortie = await banc.anonyme.appeler('DELETE', '/api/session', { entetes: { ...ENTETES, cookie } });
  expect(cookiesDe(sortie).find((c) => c.includes('tg_session'))).toContain('Max-Age=0');
  return new URL(String((await corpsDe(sortie)).suite));
};

test('leaving closes the session here, and leads to the provider’s own way out', async () => {
  const r = await seConnecter('anne');
  const suite = await partirDIci(r);
  expect(suite.origin).toBe(essai.reglages.emetteur);
  expect(suite.searchParams.get('post_logout_redirect_uri')).toBe(SORTIE);
  expect((await fetch(suite)).status).toBe(200);
  expect((await sessionDe(r)).status).toBe(401);
});

test('leaving once the session is over leads out of the provider too: else the next person would get in under her name', async () => {
  const r = await seConnecter('anne');
  avance = 24 * 3_600_000;
  expect((await sessionDe(r)).status).toBe(401);
  expect((await partirDIci(r)).origin).toBe(essai.reglages.emetteur);
});

/** Each way not to get in: who, what is done to the answer, the refusal, and whether it is told as an attempt. */
type Attaque = {
  qui?: string;
  falsifier?: (j: Record<string, unknown>) => Record<string, unknown>;
  autreCle?: true;
  cookie?: (c: string) => Promise<string> | string;
  recherche?: (r: string) => string;
  plusTard?: number;
  /** What was found wrong with the token, so that each one is refused for its own reason. */
  cause?: string;
  code: string;
  tentative?: false;
};
const avecNonce = (c: string): string => {
  const [nom = '', v = ''] = c.split('=');
  const garde = JSON.parse(Buffer.from(v, 'base64url').toString()) as object;
  return `${nom}=${Buffer.from(JSON.stringify({ ...garde, nonce: 'autre' })).toString('base64url')}`;
};
const parametre = (nom: string, valeur: string) => (r: string) => {
  const p = new URLSearchParams(r);
  p.set(nom, valeur);
  return `?${p}`;
};
const REFUSEES: Record<string, Attaque> = {
  'an address of no account': { qui: 'inconnue', code: 'FOURNISSEUR_INCONNU' },
  'an address that the provider has not verified': { qui: 'presque', code: 'FOURNISSEUR_NON_VERIFIE' },
  'an address of two accounts': { qui: 'double', code: 'FOURNISSEUR_AMBIGU' },
  'a disabled account': { qui: 'bruno', code: 'COMPTE_DESACTIVE' },
  'another state': { recherche: parametre('state', 'x'.repeat(43)), code: 'FOURNISSEUR_ETAT' },
  'the cookie of another sign-in': { cookie: async () => (await partir()).cookie, code: 'FOURNISSEUR_ETAT' },
  'no cookie': { cookie: () => 'x=1', code: 'FOURNISSEUR_ETAT' },
  'a cookie that is none of ours': { cookie: () => '__Host-tg_depart=bidon', code: 'FOURNISSEUR_ETAT' },
  'an answer too late': { plusTard: 16 * 60_000, code: 'FOURNISSEUR_ETAT' },
  'another nonce': { cookie: avecNonce, cause: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED', code: 'FOURNISSEUR_JETON' },
  'an invented code': { recherche: parametre('code', 'invente'), cause: 'invalid_grant', code: 'FOURNISSEUR_JETON' },
  'an issuer that is not the one asked': {
    recherche: parametre('iss', 'https://ailleurs.test'),
    cause: 'OAUTH_INVALID_RESPONSE',
    code: 'FOURNISSEUR_JETON',
  },
  'a token for another client': {
    falsifier: (j) => ({ ...j, aud: 'autre' }),
    cause: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
    code: 'FOURNISSEUR_JETON',
  },
  'a token of another issuer': {
    falsifier: (j) => ({ ...j, iss: 'https://ailleurs.test' }),
    cause: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
    code: 'FOURNISSEUR_JETON',
  },
  'a token with another address than the one that was verified': {
    qui: 'presque',
    falsifier: (j) => ({ ...j, email: 'inconnue@paris.test', email_verified: undefined }),
    code: 'FOURNISSEUR_INCONNU',
  },
  'a token with her address, of someone whose own is verified': {
    qui: 'inconnue',
    falsifier: (j) => ({ ...j, email: 'anne@paris.test' }),
    code: 'FOURNISSEUR_INCONNU',
  },
  'a token that says verified, of an address that is not': {
    qui: 'presque',
    falsifier: (j) => ({ ...j, email_verified: true }),
    code: 'FOURNISSEUR_NON_VERIFIE',
  },
  'a token without nonce': {
    falsifier: ({ nonce: _, ...j }) => j,
    cause: 'OAUTH_INVALID_RESPONSE',
    code: 'FOURNISSEUR_JETON',
  },
  'an expired token': {
    falsifier: (j) => ({ ...j, iat: Number(j.iat) - 7_200, exp: Number(j.iat) - 3_600 }),
    cause: 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
    code: 'FOURNISSEUR_JETON',
  },
  'a token of someone else than the user information': {
    falsifier: (j) => ({ ...j, sub: 'chef' }),
    cause: 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
    code: 'FOURNISSEUR_JETON',
  },
  'a token that another key has signed': { autreCle: true, cause: 'OAUTH_INVALID_RESPONSE', code: 'FOURNISSEUR_JETON' },
  'a refusal of the provider': {
    recherche: (r) =>
      `?error=access_denied&state=${new URLSearchParams(r).get('state')}&iss=${essai.reglages.emetteur}`,
    code: 'FOURNISSEUR_ANNULE',
    tentative: false,
  },
};

test.each(Object.entries(REFUSEES))(
  '%s: refused in French, no session, in the audit and in the register',
  async (_, a) => {
    const { adresse, cookie } = await partir();
    essai.falsifier = a.falsifier;
    essai.autreCle = a.autreCle ?? false;
    const brute = await essai.identifier(adresse, a.qui ?? 'anne');
    avance = a.plusTard ?? 0;
    const avant = (await lireTentatives(magasin, horloge())).tentatives.reduce((n, t) => n + t.nombre, 0);
    const r = await revenir(a.recherche?.(brute) ?? brute, (await a.cookie?.(cookie)) ?? cookie);
    const corps = await corpsDe(r);
    expect([r.status, corps.code]).toEqual([401, a.code]);
    expect(corps.message).toMatch(/^[A-ZÉL].*\.$/);
    expect(cookiesDe(r).join()).not.toContain('tg_session=');
    const entrees = await dernieres();
    const refus = entrees.find((e) => e.action === 'CONNEXION_REFUSEE');
    expect(refus?.objet.endsWith(a.cause ?? '')).toBe(true);
    expect(refus?.auteur).toBe(a.qui === 'bruno' ? 'bruno' : 'inconnu');
    // Neither address nor token, nor what was sent, is in the log.
    expect(JSON.stringify(entrees)).not.toMatch(/@paris\.test|eyJ|invente/);
    const apres = (await lireTentatives(magasin, horloge())).tentatives.reduce((n, t) => n + t.nombre, 0);
    expect(apres - avant).toBe(a.tentative === false ? 0 : 1);
    // Who has proved to be that person is told which account the PC must wipe; nobody else is told any.
    expect(corps.compte).toBe(a.qui === 'bruno' ? 'bruno' : undefined);
  },
);

test('an answer that has served once is worth nothing the second time, in the same browser or not', async () => {
  const { adresse, cookie } = await partir();
  const recherche = await essai.identifier(adresse, 'anne');
  expect((await revenir(recherche, cookie)).status).toBe(200);
  const r = await revenir(recherche, cookie);
  expect([r.status, (await corpsDe(r)).code]).toEqual([401, 'FOURNISSEUR_JETON']);
  expect(r.headers.getSetCookie().join()).not.toContain('tg_session=');
});

test('the account’s own identifier, by a claim that is configured; the level of the provider where it is asked', async () => {
  const parMatricule = await ouvrirAvec({ champ: 'matricule', portees: 'openid matricule' });
  const r = await seConnecter('anne', parMatricule);
  expect(await corpsDe(r)).toMatchObject({ identifiant: 'anne' });
  expect((await corpsDe(await seConnecter('inconnue', parMatricule))).code).toBe('FOURNISSEUR_INCONNU');
  await parMatricule.fermer();
  const exigeant = await ouvrirAvec({ niveaux: ['deux-facteurs'] });
  expect(new URL((await partir(exigeant)).adresse).searchParams.get('acr_values')).toBe('deux-facteurs');
  expect((await corpsDe(await seConnecter('anne', exigeant))).code).toBe('FOURNISSEUR_NIVEAU');
  essai.falsifier = (j) => ({ ...j, acr: 'deux-facteurs' });
  expect((await seConnecter('anne', exigeant)).status).toBe(200);
  await exigeant.fermer();
});

test('a provider that does not answer: a sentence, and the password still opens', async () => {
  const mort = await demarrerFournisseur();
  mort.servir(PAGES);
  const b = await ouvrirBanc({
    magasin,
    horloge,
    registre,
    origine: ORIGINE,
    fournisseur: creerFournisseur(mort.reglages),
  });
  mort.personnes.set('anne', { email: 'anne@paris.test', email_verified: true });
  const { adresse, cookie } = await partir(b);
  const recherche = await mort.identifier(adresse, 'anne');
  await mort.eteindre();
  // It was there when one left, and is not when one comes back.
  const retour = await revenir(recherche, cookie, b);
  expect([retour.status, (await corpsDe(retour)).code]).toEqual([503, 'FOURNISSEUR_MUET']);
  await b.fermer();
  const neuf = await ouvrirBanc({ magasin, origine: ORIGINE, fournisseur: creerFournisseur(mort.reglages) });
  const r = await neuf.anonyme.appeler('POST', '/api/connexion/depart', { entetes: ENTETES });
  expect(r.status).toBe(503);
  expect((await corpsDe(r)).message).toContain('mot de passe');
  const corps = { identifiant: 'anne', motDePasse: MOT_DE_PASSE };
  expect((await neuf.anonyme.appeler('POST', '/api/session', { corps, entetes: ENTETES })).status).toBe(200);
  await neuf.fermer();
});
