import { Secret, TOTP } from 'otpauth';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compteAdministreSchema, ficheDeCompte } from '#shared/contrats/acces/administration';
import type { Compte } from '#shared/contrats/acces/compte';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { dateParis, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { usager as usagerComplet } from '#shared/testing/constructeurs';
import { ouvrirBoite } from '../../../adapters/courriel/boite';
import {
  type Banc,
  type Client,
  corpsDe,
  creerCompteDEssai,
  MOT_DE_PASSE,
  ouvrirBanc,
  ouvrirMagasinEnMemoire,
} from '../../../http/testing/banc';
import { horlogeSysteme } from '../../../ports/horloge';
import { ecrireTout, poser, sansReponse } from '../../../store/ecrire';
import { lirePlage, type Magasin } from '../../../store/lire';
import { entourer } from '../../../store/testing/entourer';
import { lireAudit } from '../../audit/lire';
import { verifierAudit } from '../../audit/verifier';
import { ecrireParametre } from '../../exploitation/parametres/parametres';
import { changerMotDePasse } from '../comptes';
import { lireAcces } from '../etat';

let magasin: Magasin;
let fermer: () => Promise<void>;
let banc: Banc;
let chef: Client;
/** The clock of the server: moved on by hand. */
let avance = 0;
let auditMuet = false;
const horloge = (): Instant => instantDe(epochMs(horlogeSysteme()) + avance);
const courriels: { a: readonly string[]; sujet: string; texte: string }[] = [];

beforeAll(async () => {
  const essai = await ouvrirMagasinEnMemoire();
  fermer = essai.fermer;
  magasin = entourer(essai.magasin, async (o, faire) => {
    if (auditMuet && o.nom === 'ecrire' && o.ids.some((id) => id.startsWith('audit:')))
      throw Object.assign(new Error('panne'), { scope: 'socket', statusCode: 503 });
    return faire();
  });
  const courrier = ouvrirBoite({
    magasin,
    horloge,
    facteur: async (c) => {
      courriels.push(c);
      return { etat: 'PRIS', refuses: 0 };
    },
    noter: () => undefined,
  });
  banc = await ouvrirBanc({ magasin, horloge, courrier, adresse: () => 'https://extranet.test' });
  await creerCompteDEssai(magasin, 'chef', 'ADMINISTRATEUR', []);
  await creerCompteDEssai(magasin, 'est', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(magasin, 'siege', 'CENTRAL', []);
  await creerCompteDEssai(magasin, 'tech', 'TECHNIQUE', []);
  await creerCompteDEssai(magasin, 'audit', 'AUDITEUR', []);
  chef = await banc.connecter('chef');
  const r = await ecrireParametre(magasin, horloge, {
    cle: 'destinatairesSecurite',
    valeur: '["rssi@example.org"]',
    depuis: '2026-01-01',
    auteur: 'essai',
  });
  expect(r.ok).toBe(true);
  relever = courrier.relever;
});
let relever: () => Promise<number>;
afterAll(async () => {
  await banc.fermer();
  await fermer();
});

const FICHE = { nom: 'Jeanne Martin', role: 'GESTIONNAIRE', antennes: ['EST'], responsable: false, courriel: '' };
const ouvrir = async (corps: unknown, client = banc.anonyme) => client.appeler('POST', '/api/session', { corps });
const jetonDe = (lien: unknown): string => String(lien).split('#')[1] ?? '';
const agir = (identifiant: string, acte: string) =>
  chef.appeler('POST', `/api/comptes/${identifiant}/actes`, { corps: { acte } });
/** An account as the page that changes it shows it. */
const ficheDe = async (identifiant: string) => {
  const comptes = compteAdministreSchema.array().parse(await (await chef.appeler('GET', '/api/comptes')).json());
  const c = comptes.find((x) => x.identifiant === identifiant);
  if (!c) throw new Error(identifiant);
  return ficheDeCompte(c);
};
const NEUF = 'trois lampes sous la pluie';

/** Each route of accounts and security, and who may call it. */
const ROUTES: readonly [methode: string, chemin: string, roles: string, corps?: unknown][] = [
  ['GET', '/api/comptes', 'chef'],
  ['POST', '/api/comptes', 'chef', {}],
  ['PUT', '/api/comptes/est', 'chef', {}],
  ['POST', '/api/comptes/est/actes', 'chef', {}],
  ['GET', '/api/parametres', 'chef siege'],
  ['POST', '/api/parametres', 'chef', {}],
  ['GET', '/api/audit', 'chef audit'],
  ['POST', '/api/audit/consultations', 'est siege', {}],
  ['GET', '/api/tentatives', 'chef'],
  ['GET', '/api/compte', 'chef est siege tech audit'],
  ['POST', '/api/compte/digest', 'est siege', { antennes: [] }],
];

test.each(['chef', 'est', 'siege', 'tech', 'audit'])(
  'rights of « %s » on each route of accounts and security',
  async (qui) => {
    const client = await banc.connecter(qui);
    for (const [methode, chemin, roles, corps] of ROUTES) {
      const r = await client.appeler(methode, chemin, corps === undefined ? {} : { corps });
      const permis = roles.split(' ').includes(qui);
      expect([methode, chemin, r.status === 403]).toEqual([methode, chemin, !permis]);
      const anonyme = await banc.anonyme.appeler(methode, chemin, corps === undefined ? {} : { corps });
      expect([methode, chemin, anonyme.status]).toEqual([methode, chemin, 401]);
    }
  },
);

test('[AL-1] one asks for the morning’s mail of one’s own antennas, at the address of one’s account', async () => {
  await creerCompteDEssai(magasin, 'digest', 'GESTIONNAIRE', ['EST', 'SUD']);
  const client = await banc.connecter('digest');
  const demander = (antennes: unknown) => client.appeler('POST', '/api/compte/digest', { corps: { antennes } });
  expect(await corpsDe(await demander(['EST']))).toMatchObject({ code: 'COURRIEL' });
  const [compte] = await lirePlage<Compte>(magasin, BASE_CENTRALE, { debut: 'compte:digest', fin: 'compte:digest~' });
  await ecrireTout(magasin, BASE_CENTRALE, [{ ...compte, courriel: 'digest@example.org' }]);
  for (const faux of [['OUEST'], ['EST', 'OUEST'], ['AILLEURS'], 'EST', undefined])
    expect((await demander(faux)).status).toBeGreaterThanOrEqual(400);
  const lu = async () => (await corpsDe(await client.appeler('GET', '/api/compte'))).digest;
  expect(await lu()).toEqual({ possibles: ['EST', 'SUD'], choisies: [] });
  expect(await corpsDe(await demander(['SUD']))).toEqual({ antennes: ['SUD'] });
  expect(await lu()).toEqual({ possibles: ['EST', 'SUD'], choisies: ['SUD'] });
  expect((await lireAudit(magasin, { auteur: 'digest' })).entrees.map((e) => e.objet)).toContain('digest digest SUD');
  expect(await corpsDe(await demander([]))).toEqual({ antennes: [] });
  // Who reads no antenna is offered nothing.
  expect((await corpsDe(await (await banc.connecter('tech')).appeler('GET', '/api/compte'))).digest).toBeUndefined();
});

test('an account is opened, invited by a link that serves once, and its password is held to the rule', async () => {
  const fait = await corpsDe(
    await chef.appeler('POST', '/api/comptes', { corps: { ...FICHE, identifiant: 'Jeanne' } }),
  );
  expect(fait).toMatchObject({ compte: { identifiant: 'jeanne', antennes: ['EST'] } });
  const jeton = jetonDe(fait.lien);
  const central = await lirePlage(magasin, BASE_CENTRALE, { debut: '', fin: '\uffff' });
  expect(JSON.stringify(central)).not.toContain(jeton);
  // Nobody signs in before a password is chosen.
  for (const motDePasse of ['', 'x', NEUF])
    expect((await ouvrir({ identifiant: 'jeanne', motDePasse })).status).toBeGreaterThanOrEqual(400);

  const accepter = (motDePasse: string, j = jeton) =>
    banc.anonyme.appeler('POST', '/api/invitation', { corps: { jeton: j, motDePasse } });
  expect(await corpsDe(await banc.anonyme.appeler('POST', '/api/invitation/lire', { corps: { jeton } }))).toMatchObject(
    {
      identifiant: 'jeanne',
      nom: 'Jeanne Martin',
    },
  );
  for (const faible of ['motdepasse', 'jeanne.martin2026', 'court'])
    expect(await corpsDe(await accepter(faible))).toMatchObject({ code: 'MOT_DE_PASSE' });
  const deux = await Promise.all([accepter(NEUF), accepter('quatre chaises dans le pré')]);
  expect(deux.filter((r) => r.status === 200)).toHaveLength(1);
  expect((await accepter(NEUF)).status).toBe(400);
  const gagnant = deux[0]?.status === 200 ? NEUF : 'quatre chaises dans le pré';
  expect((await ouvrir({ identifiant: 'jeanne', motDePasse: gagnant })).status).toBe(200);
});

test('a link is mailed where the account has an address, a new one replaces it, and it ends by itself', async () => {
  const corps = { ...FICHE, identifiant: 'mail', courriel: 'mail@example.org' };
  const fait = await corpsDe(await chef.appeler('POST', '/api/comptes', { corps }));
  expect(fait).toMatchObject({ envoyeeA: 'mail@example.org' });
  expect(fait).not.toHaveProperty('lien');
  await relever();
  const lien = /https?:\S+#\S+/.exec(courriels.find((c) => c.a.includes('mail@example.org'))?.texte ?? '')?.[0];
  const lire = async (l: string | undefined) =>
    (await banc.anonyme.appeler('POST', '/api/invitation/lire', { corps: { jeton: jetonDe(l) } })).status;
  expect(await lire(lien)).toBe(200);
  expect((await agir('mail', 'INVITER')).status).toBe(200);
  expect(await lire(lien)).toBe(400);
  await relever();
  const second = /https?:\S+#\S+/.exec(courriels.findLast((c) => c.a.includes('mail@example.org'))?.texte ?? '')?.[0];
  expect(await lire(second)).toBe(200);
  avance += 73 * 3_600_000;
  expect(await lire(second)).toBe(400);
  chef = await banc.connecter('chef');
});

test('an account that is asked for again since its answer was lost is that one: one trace, one mail, one link that opens', async () => {
  const corps = { ...FICHE, identifiant: 'encore', courriel: 'encore@example.org', id: ulid() };
  const creer = (plus: object = {}) => chef.appeler('POST', '/api/comptes', { corps: { ...corps, ...plus } });
  const traces = async (objet: string) =>
    (await lireAudit(magasin, { action: 'COMPTE' })).entrees.filter((e) => e.objet.startsWith(objet)).length;
  auditMuet = true;
  expect((await creer()).status).toBe(503);
  auditMuet = false;
  for (let n = 0; n < 2; n++)
    expect(await corpsDe(await creer())).toMatchObject({
      compte: { identifiant: 'encore' },
      envoyeeA: 'encore@example.org',
    });
  await relever();
  const siens = () => courriels.filter((c) => c.a.includes('encore@example.org'));
  expect([siens().length, await traces('creer encore'), await traces('inviter encore')]).toEqual([1, 1, 1]);
  const lien = /https?:\S+#\S+/.exec(siens()[0]?.texte ?? '')?.[0];
  const lire = async (l: unknown) =>
    (await banc.anonyme.appeler('POST', '/api/invitation/lire', { corps: { jeton: jetonDe(l) } })).status;
  expect(await lire(lien)).toBe(200);
  // Another file of it, or an id of its own: nothing is written.
  expect(await corpsDe(await creer({ nom: 'Jeanne Durand' }))).toMatchObject({ code: 'IDENTIFIANT_DEJA_PRIS' });
  expect(await corpsDe(await creer({ id: ulid() }))).toMatchObject({ code: 'IDENTIFIANT' });
  // Asked for again by a click that is answered, a link takes the place of the first.
  const inviter = (id: string) => chef.appeler('POST', '/api/comptes/encore/actes', { corps: { acte: 'INVITER', id } });
  const id = ulid();
  for (let n = 0; n < 2; n++) expect((await inviter(id)).status).toBe(200);
  await relever();
  expect([siens().length, await lire(lien), await traces('inviter encore')]).toEqual([2, 400, 2]);
  await inviter(ulid());
  await relever();
  expect(siens()).toHaveLength(3);
});

test('a link that was handed over, and lost with its answer, is given anew', async () => {
  const corps = { ...FICHE, identifiant: 'main', id: ulid() };
  const [premier, second] = [
    await corpsDe(await chef.appeler('POST', '/api/comptes', { corps })),
    await corpsDe(await chef.appeler('POST', '/api/comptes', { corps })),
  ];
  const lire = async (l: unknown) =>
    (await banc.anonyme.appeler('POST', '/api/invitation/lire', { corps: { jeton: jetonDe(l) } })).status;
  expect([await lire(premier.lien), await lire(second.lien)]).toEqual([400, 200]);
});

test.each<[string, (identifiant: string, elle: Client) => Promise<unknown>, ...rendue: 'RENDUE'[]]>([
  [
    'her password was changed',
    (_, elle) => elle.appeler('POST', '/api/compte/mot-de-passe', { corps: { actuel: MOT_DE_PASSE, nouveau: NEUF } }),
    'RENDUE',
  ],
  [
    'her password was given by a command',
    (id) => changerMotDePasse(magasin, { auteur: 'x', horloge }, id, NEUF),
    'RENDUE',
  ],
  ['her account was disabled', (id) => agir(id, 'DESACTIVER'), 'RENDUE'],
  [
    'her account was disabled, then enabled again',
    async (id) => [await agir(id, 'DESACTIVER'), await agir(id, 'ACTIVER')],
    'RENDUE',
  ],
  [
    'her address was changed',
    async (id) => {
      const avant = await ficheDe(id);
      return chef.appeler('PUT', `/api/comptes/${id}`, { corps: { ...avant, courriel: 'neuve@example.org', avant } });
    },
  ],
])('a link that waited opens nothing since %s; the next one does', async (quoi, faire, rendue) => {
  const identifiant = `attend-${quoi.replaceAll(/[^a-z]/g, '').slice(-20)}`;
  await creerCompteDEssai(magasin, identifiant, 'GESTIONNAIRE', ['EST']);
  const elle = await banc.connecter(identifiant);
  const inviter = async () => jetonDe((await corpsDe(await agir(identifiant, 'INVITER'))).lien);
  const prendre = (jeton: string, motDePasse = NEUF) =>
    banc.anonyme.appeler('POST', '/api/invitation', { corps: { jeton, motDePasse } }).then(corpsDe);
  const jeton = await inviter();
  const la = await lirePlage<{ _id: string; _rev: string; identifiant?: string }>(magasin, BASE_CENTRALE, {
    debut: 'invitation:',
    fin: 'invitation;',
  });
  minuteApres();
  await faire(identifiant, elle);
  expect(await prendre(jeton)).toMatchObject({ code: 'INVITATION' });
  // Nor where the other side of a cut gives it back.
  if (rendue) {
    await ecrireTout(
      magasin,
      BASE_CENTRALE,
      la.filter((i) => i.identifiant === identifiant).map(({ _rev: _, ...i }) => i),
    );
    expect(await prendre(jeton)).toMatchObject({ code: 'INVITATION' });
    const vus = compteAdministreSchema.array().parse(await (await chef.appeler('GET', '/api/comptes')).json());
    expect(vus.find((c) => c.identifiant === identifiant)).not.toHaveProperty('invitationJusqua');
  }
  await agir(identifiant, 'ACTIVER');
  const fiche = await ficheDe(identifiant);
  await chef.appeler('PUT', `/api/comptes/${identifiant}`, { corps: { ...fiche, courriel: '', avant: fiche } });
  expect(await prendre(await inviter(), 'quatre chaises dans le pré')).toEqual({ identifiant });
});

test.each([
  ['NOM', { nom: ' ' }],
  ['ROLE', { role: 'ROI' }],
  ['ANTENNE', { antennes: ['LYON'] }],
  ['ANTENNE', { antennes: [] }],
  ['COURRIEL', { courriel: 'pas une adresse' }],
  ['IDENTIFIANT', { identifiant: 'É' }],
  ['IDENTIFIANT', { identifiant: 'est' }],
])('a field that is refused is named: %s', async (code, faute) => {
  const r = await chef.appeler('POST', '/api/comptes', { corps: { ...FICHE, identifiant: 'autre', ...faute } });
  expect(r.status).toBe(400);
  expect(await corpsDe(r)).toMatchObject({ code, message: expect.stringMatching(/[.]$/) });
});

test('the audit log says what was changed of an account, and neither the name nor the address; what changes nothing is not noted', async () => {
  await creerCompteDEssai(magasin, 'change', 'GESTIONNAIRE', ['EST', 'SUD'], true);
  const changer = async (plus: object) => {
    const corps = { ...FICHE, ...plus, avant: await ficheDe('change') };
    expect((await chef.appeler('PUT', '/api/comptes/change', { corps })).status).toBe(200);
  };
  await changer({ antennes: ['SUD', 'OUEST'], courriel: 'j.martin@example.org' });
  await changer({ antennes: ['SUD', 'OUEST'], courriel: 'j.martin@example.org' });
  await changer({ role: 'CENTRAL', antennes: [], courriel: 'j.martin@example.org' });
  const { entrees } = await lireAudit(magasin, {});
  expect(entrees.flatMap((e) => (e.objet.startsWith('modifier change') ? [e.objet] : [])).sort()).toEqual([
    'modifier change nom:> antennes:EST,SUD>OUEST,SUD responsable:oui>non courriel:>',
    'modifier change role:GESTIONNAIRE>CENTRAL antennes:OUEST,SUD>',
  ]);
});

test('an account that another changed since it was opened is not put back as it was', async () => {
  await creerCompteDEssai(magasin, 'double', 'CENTRAL', []);
  const vue = await ficheDe('double');
  const changer = async (plus: object, avant: object) =>
    corpsDe(await chef.appeler('PUT', '/api/comptes/double', { corps: { ...vue, ...plus, avant } }));
  // All antennas are taken from her; a page opened before gives her an address.
  expect(await changer({ role: 'GESTIONNAIRE', antennes: ['EST'] }, vue)).toMatchObject({ role: 'GESTIONNAIRE' });
  expect(await changer({ courriel: 'double@example.org' }, vue)).toMatchObject({
    code: 'CONFLIT',
    message: 'Le compte « double » a changé entre-temps : rien n’est enregistré. Relisez, puis recommencez.',
  });
  // The same again, its answer having been lost: what is asked is there.
  expect(await changer({ role: 'GESTIONNAIRE', antennes: ['EST'] }, vue)).toMatchObject({ role: 'GESTIONNAIRE' });
  const relue = await ficheDe('double');
  expect(relue).toMatchObject({ role: 'GESTIONNAIRE', antennes: ['EST'], courriel: '' });
  expect(await changer({ ...relue, courriel: 'double@example.org' }, relue)).toMatchObject({ role: 'GESTIONNAIRE' });
  // A page of the former version does not say what it shows: it is taken at its word.
  expect(await corpsDe(await chef.appeler('PUT', '/api/comptes/double', { corps: relue }))).toMatchObject({
    role: 'GESTIONNAIRE',
  });
});

test('an administrator does not lock the door behind herself', async () => {
  expect(await corpsDe(await agir('chef', 'DESACTIVER'))).toMatchObject({ code: 'COMPTE' });
  const r = await chef.appeler('PUT', '/api/comptes/chef', {
    corps: { ...FICHE, nom: 'Chef', avant: await ficheDe('chef') },
  });
  expect(await corpsDe(r)).toMatchObject({ code: 'ROLE' });
});

test('locked after the fifth failure, the right password included; unlocked by an administrator; longer each time', async () => {
  await creerCompteDEssai(magasin, 'verrou', 'GESTIONNAIRE', ['EST']);
  const echouer = async () => (await corpsDe(await ouvrir({ identifiant: 'verrou', motDePasse: 'faux' }))).code;
  const codes: unknown[] = [];
  for (let i = 0; i < 5; i++) codes.push(await echouer());
  expect(codes).toEqual(['IDENTIFIANTS', 'IDENTIFIANTS', 'IDENTIFIANTS', 'IDENTIFIANTS', 'COMPTE_VERROUILLE']);
  const juste = await ouvrir({ identifiant: 'verrou', motDePasse: MOT_DE_PASSE });
  expect([juste.status, Number(juste.headers.get('retry-after')) > 200]).toEqual([429, true]);
  const vu = (await (await chef.appeler('GET', '/api/comptes')).json()) as {
    identifiant: string;
    verrouJusqua?: string;
  }[];
  expect(vu.find((c) => c.identifiant === 'verrou')?.verrouJusqua).toBeDefined();
  expect((await agir('verrou', 'DEVERROUILLER')).status).toBe(200);
  expect((await ouvrir({ identifiant: 'verrou', motDePasse: MOT_DE_PASSE })).status).toBe(200);
  // A name that does not exist locks in the same words: who asks does not learn which accounts there are.
  const inconnu: unknown[] = [];
  for (let i = 0; i < 5; i++)
    inconnu.push((await corpsDe(await ouvrir({ identifiant: 'personne', motDePasse: 'faux' }))).code);
  expect(inconnu).toEqual(codes);
});

const coder = (secret: unknown): string =>
  new TOTP({ secret: Secret.fromBase32(String(secret)) }).generate({ timestamp: epochMs(horloge()) });
const minuteApres = (): void => {
  avance += 60_000;
};

test('second factor: asked for at sign-in, a code serves once, a recovery code too', async () => {
  await creerCompteDEssai(magasin, 'deux', 'GESTIONNAIRE', ['EST']);
  const client = await banc.connecter('deux');
  const { secret, adresse } = await corpsDe(await client.appeler('POST', '/api/compte/second-facteur', { corps: {} }));
  expect(adresse).toMatch(/^otpauth:\/\/totp\//);
  const confirmer = (code: string) =>
    client.appeler('POST', '/api/compte/second-facteur/confirmer', { corps: { code } });
  expect(await corpsDe(await confirmer('000000'))).toMatchObject({ code: 'CODE' });
  const active = coder(secret);
  const { codes } = (await corpsDe(await confirmer(active))) as { codes: string[] };
  expect(new Set(codes).size).toBe(10);
  const essai = async (code?: string) =>
    (await corpsDe(await ouvrir({ identifiant: 'deux', motDePasse: MOT_DE_PASSE, ...(code ? { code } : {}) }))).code;
  expect(await essai()).toBe('CODE_REQUIS');
  // The code that confirmed has served.
  expect(await essai(active)).toBe('CODE_FAUX');
  minuteApres();
  const suivant = coder(secret);
  expect(await essai(suivant)).toBeUndefined();
  expect(await essai(suivant)).toBe('CODE_FAUX');
  expect(await essai(codes[3])).toBeUndefined();
  expect(await essai(codes[3])).toBe('CODE_FAUX');
  minuteApres();
  // The same code at the same moment from two places: one of them.
  const memes = await Promise.all([essai(coder(secret)), essai(coder(secret))]);
  expect(memes.filter((c) => c === undefined)).toHaveLength(1);
  expect((await agir('deux', 'RETIRER_SECOND_FACTEUR')).status).toBe(200);
  avance += 6 * 60_000;
  expect(await essai()).toBeUndefined();
  chef = await banc.connecter('chef');
});

test('a second factor ends what the password alone had opened, is taken off with a code, and not by an administrator from her own account', async () => {
  const { sessions, proposer, confirmer } = await aEnroler('seconde');
  const [elle, autre] = sessions;
  const secret = await proposer(elle);
  const { codes } = (await confirmer(elle, coder(secret))) as { codes: string[] };
  expect([
    (await elle.appeler('GET', '/api/compte')).status,
    (await autre.appeler('GET', '/api/compte')).status,
  ]).toEqual([200, 401]);
  const retirer = async (plus: object) =>
    (
      await corpsDe(
        await elle.appeler('POST', '/api/compte/second-facteur/retirer', {
          corps: { motDePasse: MOT_DE_PASSE, ...plus },
        }),
      )
    ).code;
  expect(await retirer({})).toBe('CODE');
  for (const code of ['000000', coder(secret)]) expect(await retirer({ code })).toBe('CODE');
  expect(await retirer({ motDePasse: 'faux', code: codes[0] })).toBe('ACTUEL');
  expect((await lireAcces(magasin, 'seconde')).totp).toBeDefined();
  expect(
    (
      await elle.appeler('POST', '/api/compte/second-facteur/retirer', {
        corps: { motDePasse: MOT_DE_PASSE, code: codes[0] },
      })
    ).status,
  ).toBe(204);
  expect((await lireAcces(magasin, 'seconde')).totp).toBeUndefined();

  await creerCompteDEssai(magasin, 'admin2', 'ADMINISTRATEUR', []);
  const admin = await banc.connecter('admin2');
  await confirmer(admin, coder(await proposer(admin)));
  const acte = { corps: { acte: 'RETIRER_SECOND_FACTEUR' } };
  expect(await corpsDe(await admin.appeler('POST', '/api/comptes/admin2/actes', acte))).toMatchObject({
    code: 'COMPTE',
    message: expect.stringMatching(/Mon compte.*\.$/),
  });
  expect((await lireAcces(magasin, 'admin2')).totp).toBeDefined();
  expect((await agir('admin2', 'RETIRER_SECOND_FACTEUR')).status).toBe(200);
});

test('a role that owes a second factor gets nothing but the means to set it', async () => {
  await creerCompteDEssai(magasin, 'central2', 'CENTRAL', []);
  const ecrire = (valeur: string) =>
    ecrireParametre(magasin, horloge, { cle: 'rolesSecondFacteur', valeur, depuis: '2026-01-01', auteur: 'essai' });
  await ecrire('["CENTRAL"]');
  const client = await banc.connecter('central2');
  expect(await corpsDe(await client.appeler('GET', '/api/session'))).toMatchObject({ restreinte: 'SECOND_FACTEUR' });
  for (const chemin of [
    '/replication/dossiers?antenne=EST',
    '/api/referentiel',
    '/api/parametres',
    '/replication/flux?antenne=EST',
  ])
    expect(await corpsDe(await client.appeler('GET', chemin))).toMatchObject({ code: 'SECOND_FACTEUR' });
  const { secret } = await corpsDe(await client.appeler('POST', '/api/compte/second-facteur', { corps: {} }));
  const r = await client.appeler('POST', '/api/compte/second-facteur/confirmer', { corps: { code: coder(secret) } });
  expect(r.status).toBe(200);
  expect((await client.appeler('GET', '/api/referentiel')).status).toBe(200);
  await ecrire('[]');
});

/** An account whose second factor is still to be set; each of its sessions shows its own secret. */
const aEnroler = async (identifiant: string) => {
  await creerCompteDEssai(magasin, identifiant, 'GESTIONNAIRE', ['EST']);
  const sessions = [await banc.connecter(identifiant), await banc.connecter(identifiant)] as const;
  const proposer = async (client: Client): Promise<string> =>
    String((await corpsDe(await client.appeler('POST', '/api/compte/second-facteur', { corps: {} }))).secret);
  const confirmer = async (client: Client, code: string) =>
    corpsDe(await client.appeler('POST', '/api/compte/second-facteur/confirmer', { corps: { code } }));
  return { sessions, proposer, confirmer };
};

test('a second factor that one session was shown is not the one that another confirms', async () => {
  const { sessions, proposer, confirmer } = await aEnroler('montre');
  const [curieux, elle] = sessions;
  const vu = await proposer(curieux);
  expect(await proposer(curieux)).toBe(vu);
  expect(await confirmer(elle, coder(vu))).toMatchObject({ code: 'CODE' });
  const sien = await proposer(elle);
  expect(sien).not.toBe(vu);
  // The page that is read again finds what the telephone has just taken; days later, it does not.
  expect(await proposer(elle)).toBe(sien);
  avance += 30 * 60_000;
  const neuf = await proposer(elle);
  expect(neuf).not.toBe(sien);
  for (const code of [coder(vu), coder(sien)]) expect(await confirmer(elle, code)).toMatchObject({ code: 'CODE' });
  expect(await confirmer(curieux, coder(neuf))).toMatchObject({ code: 'CODE' });
  expect(await confirmer(elle, coder(neuf))).toMatchObject({ codes: expect.any(Array) });
  const traces = (await lireAudit(magasin, { auteur: 'montre' })).entrees.filter((e) => e.action === 'SECOND_FACTEUR');
  expect(traces.map((e) => e.objet)).toEqual(['activer', 'proposer', 'proposer', 'proposer']);
  chef = await banc.connecter('chef');
});

test('a confirmation whose answer was lost, sent again by its session, gives recovery codes that open', async () => {
  const { sessions, proposer, confirmer } = await aEnroler('perdue');
  const [elle, autre] = sessions;
  const secret = await proposer(elle);
  const code = coder(secret);
  const perdus = (await confirmer(elle, code)).codes as string[];
  // The other session, opened by the password alone, is over.
  expect(await confirmer(autre, code)).toMatchObject({ code: 'SESSION' });
  // The code that the telephone shows meanwhile says as much.
  avance += 2 * 60_000;
  const suivant = coder(secret);
  const premiers = (await confirmer(elle, code)).codes as string[];
  const codes = (await confirmer(elle, suivant)).codes as string[];
  expect(new Set([...perdus, ...premiers, ...codes]).size).toBe(30);
  const entrer = async (c?: string) =>
    (await corpsDe(await ouvrir({ identifiant: 'perdue', motDePasse: MOT_DE_PASSE, code: c }))).code;
  expect(await entrer(suivant)).toBe('CODE_FAUX');
  expect(await entrer(perdus[0])).toBe('CODE_FAUX');
  expect(await entrer(codes[0])).toBeUndefined();
  // One of them has served: they have been seen.
  expect(await confirmer(elle, code)).toMatchObject({ code: 'CODE' });
  const traces = (await lireAudit(magasin, { auteur: 'perdue' })).entrees.filter((e) => e.action === 'SECOND_FACTEUR');
  expect(traces.map((e) => e.objet)).toEqual(['codes-de-secours', 'codes-de-secours', 'activer', 'proposer']);
  chef = await banc.connecter('chef');
});

test('a confirmation is taken up for some minutes, and not by guessing', async () => {
  const { sessions, proposer, confirmer } = await aEnroler('devine');
  const secret = await proposer(sessions[0]);
  const code = coder(secret);
  await confirmer(sessions[0], code);
  for (let i = 0; i < 5; i++) expect(await confirmer(sessions[0], '000000')).toMatchObject({ code: 'CODE' });
  expect(await confirmer(sessions[0], code)).toMatchObject({ code: 'CODE' });
  const tard = await aEnroler('tardive');
  const autre = coder(await tard.proposer(tard.sessions[0]));
  await tard.confirmer(tard.sessions[0], autre);
  avance += 11 * 60_000;
  expect(await tard.confirmer(tard.sessions[0], autre)).toMatchObject({ code: 'CODE' });
  chef = await banc.connecter('chef');
});

const enCours = async (identifiant: string): Promise<unknown> => (await lireAcces(magasin, identifiant)).totpPropose;

test.each<[string, (identifiant: string, elle: Client) => Promise<unknown>]>([
  [
    'a password that she changes',
    (_, elle) => elle.appeler('POST', '/api/compte/mot-de-passe', { corps: { actuel: MOT_DE_PASSE, nouveau: NEUF } }),
  ],
  [
    'an invitation',
    async (identifiant) => {
      const jeton = jetonDe((await corpsDe(await agir(identifiant, 'INVITER'))).lien);
      return banc.anonyme.appeler('POST', '/api/invitation', { corps: { jeton, motDePasse: NEUF } });
    },
  ],
  ['a withdrawal by an administrator', (identifiant) => agir(identifiant, 'RETIRER_SECOND_FACTEUR')],
])('what was shown and not confirmed goes with %s', async (quoi, faire) => {
  const identifiant = `oubli-${quoi.split(' ').at(-1)}`;
  const { sessions, proposer } = await aEnroler(identifiant);
  await proposer(sessions[0]);
  expect(await enCours(identifiant)).toBeDefined();
  await faire(identifiant, sessions[1]);
  expect(await enCours(identifiant)).toBeUndefined();
});

test('an account whose second factor was shown before secrets belonged to a session is shown another', async () => {
  const { sessions, proposer, confirmer } = await aEnroler('ancienne');
  const ancien = new Secret({ size: 20 }).base32;
  sansReponse(
    await poser(magasin, BASE_CENTRALE, 'acces:ancienne', (la: Record<string, unknown> | undefined) => ({
      ...(la ?? { type: 'acces', identifiant: 'ancienne', echecs: 0, verrous: 0, secours: [] }),
      _id: 'acces:ancienne',
      totpPropose: ancien,
    })),
  );
  expect(await confirmer(sessions[0], coder(ancien))).toMatchObject({ code: 'CODE' });
  const sien = await proposer(sessions[0]);
  expect(sien).not.toBe(ancien);
  expect(await confirmer(sessions[0], coder(sien))).toMatchObject({ codes: expect.any(Array) });
});

test('one’s own password: the former one is asked for, other sessions end, this one goes on', async () => {
  await creerCompteDEssai(magasin, 'sienne', 'GESTIONNAIRE', ['EST']);
  const [ici, ailleurs] = [await banc.connecter('sienne'), await banc.connecter('sienne')];
  minuteApres();
  const changer = (actuel: string, nouveau: string) =>
    ici.appeler('POST', '/api/compte/mot-de-passe', { corps: { actuel, nouveau } });
  expect(await corpsDe(await changer('faux', NEUF))).toMatchObject({ code: 'ACTUEL' });
  expect(await corpsDe(await changer(MOT_DE_PASSE, 'azertyuiop'))).toMatchObject({ code: 'MOT_DE_PASSE' });
  expect(await corpsDe(await changer(MOT_DE_PASSE, MOT_DE_PASSE))).toMatchObject({ code: 'MOT_DE_PASSE' });
  const r = await changer(MOT_DE_PASSE, NEUF);
  expect(r.status).toBe(200);
  const cookie = r.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const suite = await fetch(`${banc.origine}/api/session`, { headers: { cookie } });
  expect(suite.status).toBe(200);
  for (const c of [ici, ailleurs])
    await expect.poll(async () => (await c.appeler('GET', '/api/session')).status).toBe(401);
  expect((await ouvrir({ identifiant: 'sienne', motDePasse: MOT_DE_PASSE })).status).toBe(401);
});

test('sessions are listed with their device, and closed one by one; nobody closes another’s', async () => {
  await creerCompteDEssai(magasin, 'liste', 'GESTIONNAIRE', ['EST']);
  const firefox = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/128.0' };
  const r = await banc.anonyme.appeler('POST', '/api/session', {
    corps: { identifiant: 'liste', motDePasse: MOT_DE_PASSE },
    entetes: firefox,
  });
  const perdu = r.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const ici = await banc.connecter('liste');
  await ici.appeler('GET', '/replication/dossiers?antenne=EST');
  type Montree = { id: string; ici: boolean; appareil: string; antenne?: string };
  const lister = async () =>
    ((await corpsDe(await ici.appeler('GET', '/api/compte'))) as { sessions: Montree[] }).sessions;
  await expect.poll(async () => (await lister())[0]?.antenne).toBe('EST');
  const vues = await lister();
  expect(vues.map((s) => [s.ici, s.appareil])).toEqual([
    [true, expect.any(String)],
    [false, 'Firefox sur Windows'],
  ]);
  const cible = vues[1]?.id ?? '';
  const est = await banc.connecter('est');
  expect((await est.appeler('DELETE', `/api/compte/sessions/${cible}`)).status).toBe(404);
  expect((await ici.appeler('DELETE', `/api/compte/sessions/${cible}`)).status).toBe(204);
  const etat = await fetch(`${banc.origine}/api/session`, { headers: { cookie: perdu } });
  expect([etat.status, (await corpsDe(etat)).code]).toEqual([401, 'SESSION']);
  expect(await lister()).toHaveLength(1);
});

test('parameters: what it would change is told before it is written; a refusal names the field', async () => {
  const demande = { cle: 'retardApres', valeur: '20', avant: 15, depuis: '2030-01-01', essai: true };
  const poster = async (corps: object) => corpsDe(await chef.appeler('POST', '/api/parametres', { corps }));
  expect(await poster(demande)).toMatchObject({ avant: 15, apres: 20, remplace: false, retroactif: false });
  expect(await poster(demande)).toMatchObject({ avant: 15 });
  await poster({ ...demande, essai: false });
  // A page that was opened before does not erase it; one of the former version does not say what it shows, and is taken at its word.
  const tard = await chef.appeler('POST', '/api/parametres', { corps: { ...demande, valeur: '30', essai: false } });
  expect(await corpsDe(tard)).toMatchObject({
    code: 'CONFLIT',
    message:
      '« Retard à l’arrivée » a changé entre-temps, par chef : rien n’est enregistré. Relisez, puis recommencez.',
  });
  const { avant: _, ...sansAvant } = demande;
  expect(await poster({ ...sansAvant, essai: false })).toMatchObject({ apres: 20 });
  expect(await poster({ ...demande, valeur: '30', avant: 20 })).toMatchObject({ avant: 20, remplace: true });
  expect(await poster({ ...demande, depuis: '2026-01-01' })).toMatchObject({ jusqua: '2029-12-31', retroactif: true });
  expect(await poster({ ...demande, valeur: 'vingt' })).toMatchObject({ code: 'VALEUR' });
  expect(await poster({ ...demande, depuis: '2030-02-30' })).toMatchObject({ code: 'DATE' });
  expect(await poster({ ...demande, cle: '__proto__' })).toMatchObject({ code: 'PARAMETRE_INCONNU' });
});

test('readings of usagers’ files are audited, those of other antennas’ with a mark; pushes and sign-ins too, in a chain that holds', async () => {
  const usager = (id: string) => usagerComplet(id, { nom: 'PETIT', prenom: 'Louis' });
  await ecrireTout(magasin, baseAntenne('EST'), [usager('U1')]);
  await ecrireTout(magasin, baseAntenne('SUD'), [usager('U2')]);
  const est = await banc.connecter('est');
  const consultations = ['U1', 'U2', 'U3'].map((usagerId) => ({ usagerId, instant: '2026-11-20T08:00:00Z' }));
  const r = await est.appeler('POST', '/api/audit/consultations', { corps: { consultations } });
  // The answer tells no antenna whom another one has.
  expect(await corpsDe(r)).toEqual({ notees: 3 });
  const lus = await lireAudit(magasin, { action: 'CONSULTATION' });
  expect(lus.entrees.map((e) => [e.auteur, e.objet]).toSorted()).toEqual([
    ['est', 'usager:U1 lu 2026-11-20T08:00:00Z'],
    ['est', 'usager:U2 lu 2026-11-20T08:00:00Z hors de ses antennes'],
    ['est', 'usager:U3 lu 2026-11-20T08:00:00Z hors de ses antennes'],
  ]);
  // So is the telephone of an aide, read out of a visit: who she is, never the number.
  const aide = { _id: 'intervenant:I1', type: 'intervenant', id: 'I1', civilite: 'MME', nom: 'PAZ', prenom: 'Ana' };
  const sienne = { antenne: 'EST', codeSvi: '12345', dateDebut: '2026-01-01', vuLe: '2026-01-01T00:00:00Z' };
  await ecrireTout(magasin, baseAntenne('EST'), [{ ...aide, ...sienne, telephone: '+33639980055' }]);
  const telephones = ['I1', 'I2'].map((intervenantId) => ({ intervenantId, instant: '2026-11-20T08:01:00Z' }));
  const t = await est.appeler('POST', '/api/audit/consultations', { corps: { consultations: telephones } });
  expect(await corpsDe(t)).toEqual({ notees: 2 });
  // What no PC of ours sends is not written in the log under anybody's name.
  const faux = [{ usagerId: 'U1 lu : intervenant:I1', instant: '2026-11-20T08:00:00Z' }];
  const f = await est.appeler('POST', '/api/audit/consultations', { corps: { consultations: faux } });
  expect(await corpsDe(f)).toEqual({ notees: 0 });
  expect((await lireAudit(magasin, { action: 'CONSULTATION' })).entrees.map((e) => e.objet)).toContain(
    'téléphone intervenant:I1 lu 2026-11-20T08:01:00Z',
  );
  const auditeur = await banc.connecter('audit');
  const jour = dateParis(horloge());
  const page = (await corpsDe(await auditeur.appeler('GET', `/api/audit?auteur=est&jour=${jour}`))) as {
    entrees: { action: string }[];
  };
  expect(new Set(page.entrees.map((e) => e.action))).toContain('CONNEXION');
  for (const faux of ['jour=hier', 'action=VOL', 'avant=-1'])
    expect((await auditeur.appeler('GET', `/api/audit?${faux}`)).status).toBe(400);
  expect((await verifierAudit(magasin)).defauts).toEqual([]);
});

test('readings made without the network before an antenna was taken away are in the log all the same', async () => {
  await ecrireTout(magasin, baseAntenne('EST'), [usagerComplet('LU_HORS_LIGNE')]);
  await creerCompteDEssai(magasin, 'anne.mutee', 'GESTIONNAIRE', ['OUEST']);
  const anne = await banc.connecter('anne.mutee');
  const consultations = [{ usagerId: 'LU_HORS_LIGNE', instant: '2026-11-20T08:00:00Z' }];
  // As she was of EST at that hour; her PC wipes its list once this is answered.
  const r = await anne.appeler('POST', '/api/audit/consultations', { corps: { consultations } });
  expect(r.status).toBe(200);
  const { entrees } = await lireAudit(magasin, { auteur: 'anne.mutee', action: 'CONSULTATION' });
  expect(entrees.map((e) => e.objet)).toEqual(['usager:LU_HORS_LIGNE lu 2026-11-20T08:00:00Z hors de ses antennes']);
});

test('forged pushes and requests across antennas are kept, counted, and mailed together', async () => {
  avance += 3_600_000;
  await relever();
  courriels.length = 0;
  const est = await banc.connecter('est');
  const date = dateParis(horloge());
  const forge = (plus: object) => ({
    _id: `note:${date}:01JDKZ0000000000000000000${Math.floor(Math.random() * 10)}`,
    type: 'visite',
    ...plus,
  });
  await est.appeler('POST', '/replication/saisies?antenne=EST', { corps: { documents: [forge({}), forge({})] } });
  for (let i = 0; i < 30; i++) await est.appeler('GET', '/replication/dossiers?antenne=SUD');
  const lire = async () =>
    (
      (await corpsDe(await chef.appeler('GET', '/api/tentatives'))) as {
        tentatives: { genre: string; nombre: number; compte?: string }[];
      }
    ).tentatives;
  chef = await banc.connecter('chef');
  await expect
    .poll(async () => (await lire()).filter((t) => t.genre === 'ANTENNE_ETRANGERE').reduce((n, t) => n + t.nombre, 0))
    .toBe(30);
  expect(await lire()).toContainEqual(expect.objectContaining({ genre: 'TYPE_FORGE', compte: 'est' }));
  const securite = () => courriels.filter((c) => c.a.includes('rssi@example.org'));
  await expect.poll(async () => [await relever(), securite().length][1]).toBe(1);
  // What followed is told a quarter of an hour later, in one mail.
  avance += 16 * 60_000;
  chef = await banc.connecter('chef');
  await (await banc.connecter('est')).appeler('GET', '/api/comptes');
  await expect.poll(async () => [await relever(), securite().length][1]).toBe(2);
  const dit = securite().map((c) => c.texte);
  // All thirty, however many minutes and mails they fell in.
  const fois = dit.join().matchAll(/Données demandées à une autre antenne(?: \((\d+) fois\))?, compte est/g);
  expect([...fois].reduce((n, [, k]) => n + Number(k ?? 1), 0)).toBe(30);
  expect(dit[1]).toContain('Données demandées sans le droit, compte est');
  expect(dit.join()).not.toMatch(/U1|SUD/);
});
