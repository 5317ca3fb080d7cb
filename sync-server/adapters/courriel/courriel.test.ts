import type { SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import { type Instant, instantSchema } from '#shared/temps/types';
import { ouvrirMagasinEnMemoire } from '../../http/testing/banc';
import type { Courrier, Facteur, FileCourriels } from '../../ports/courriel';
import { ecrireTout } from '../../store/ecrire';
import { lirePlage, type Magasin, plageDuType } from '../../store/lire';
import { ouvrirBoite } from './boite';
import { facteurSmtp } from './smtp';
import { CERTIFICAT, ouvrirSmtp, type ServeurSmtp, sujetDe, texteDe } from './testing/serveur-smtp';

let magasin: Magasin;
let fermer: () => Promise<void>;
let maintenant: Instant;
let dits: object[];
const smtps: ServeurSmtp[] = [];

beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
  await magasin.creerBase(BASE_CENTRALE);
});
beforeEach(() => {
  maintenant = instantSchema.parse('2026-11-25T08:12:00Z');
  dits = [];
});
afterEach(async () => {
  for (const s of smtps.splice(0)) await s.fermer();
  const docs = await enBoite();
  await ecrireTout(
    magasin,
    BASE_CENTRALE,
    docs.map((d) => ({ ...d, _deleted: true })),
  );
});
afterAll(() => fermer());

const smtp = async (...o: Parameters<typeof ouvrirSmtp>): Promise<ServeurSmtp> => {
  const s = await ouvrirSmtp(...o);
  smtps.push(s);
  return s;
};
const enBoite = () =>
  lirePlage<{ etat: string; raison?: string; essais: number }>(magasin, BASE_CENTRALE, plageDuType('courriel'));
let file: FileCourriels | undefined;
const boite = (facteur: Facteur | undefined): Courrier =>
  ouvrirBoite({
    magasin,
    facteur,
    horloge: () => maintenant,
    noter: (etat, s) => dits.push({ etat, ...s }),
    compter: (f) => {
      file = f;
    },
  });
const passer = (secondes: number): void => {
  maintenant = instantDe(epochMs(maintenant) + secondes * 1_000);
};
const facteur = (s: ServeurSmtp, url = s.url): Facteur =>
  facteurSmtp({ url, de: 'Télégestion <telegestion@paris.test>' });
const MOT = { a: ['service@paris.test', 'astreinte@paris.test'], sujet: 'Essai : déjà prêt', texte: 'Où ? Là.\n' };

test('a mail reaches every recipient, in French, once, and nothing of it is in the log', async () => {
  const s = await smtp();
  const b = boite(facteur(s));
  expect(await b.envoyer(MOT)).toMatchObject({ ok: true });
  expect(await b.relever()).toBe(1);
  expect(await b.relever()).toBe(0);
  expect(s.recus).toHaveLength(1);
  const [recu] = s.recus;
  expect(recu).toMatchObject({ de: 'telegestion@paris.test', a: MOT.a });
  expect(sujetDe(recu?.brut ?? '')).toBe(MOT.sujet);
  expect(texteDe(recu?.brut ?? '')).toContain('Où ? Là.');
  expect(await enBoite()).toMatchObject([{ etat: 'ENVOYE', essais: 1 }]);
  expect(dits).toEqual([{ etat: 'ENVOYE', essais: 1 }]);
});

test('the mail server down: the mail waits, longer and longer, in the store; another process sends it on return', async () => {
  const s = await smtp();
  const { port } = s;
  await s.fermer();
  smtps.pop();
  const premiere = boite(facteur(s));
  const prepareLe = maintenant;
  await premiere.envoyer(MOT);
  for (const attente of [0, 60, 120, 240]) {
    passer(attente - 1);
    expect(await premiere.relever()).toBe(0);
    passer(1);
    await premiere.relever();
  }
  expect(file).toEqual({ attendent: 1, depuis: prepareLe });
  expect(dits).toHaveLength(4);
  expect(dits.at(-1)).toMatchObject({ etat: 'PLUS_TARD', essais: 4, raison: 'ESOCKET' });
  const revenu = await smtp({}, port);
  passer(480);
  expect(await boite(facteur(revenu)).relever()).toBe(1);
  expect(revenu.recus).toHaveLength(1);
  expect(file).toEqual({ attendent: 0, depuis: undefined });
});

test('a mail that is of no use any more no longer leaves, be it its first attempt; another still does after a long stop', async () => {
  const s = await smtp();
  const perimeLe = instantDe(epochMs(maintenant) + 12 * 3_600_000);
  const avant = boite(facteur(s));
  await avant.envoyer({ ...MOT, cle: '2026-11-25T08:12:00Z:depart', perimeLe });
  await avant.envoyer({ ...MOT, cle: '2026-11-25T08:12:00Z:suite', perimeLe });
  passer(12 * 3_600 - 1);
  expect(await avant.relever()).toBe(2);
  await avant.envoyer({ ...MOT, cle: '2026-11-25T20:11:59Z:depart', perimeLe });
  await avant.envoyer({ ...MOT, cle: '2026-11-25T20:11:59Z:etat' });
  passer(2 * 24 * 3_600);
  expect(await boite(facteur(s)).relever()).toBe(2);
  expect(s.recus).toHaveLength(3);
  expect(await enBoite()).toMatchObject([
    { etat: 'ENVOYE' },
    { etat: 'ENVOYE' },
    { etat: 'REFUSE', raison: 'PERIME', essais: 0 },
    { etat: 'ENVOYE' },
  ]);
  expect(dits).toContainEqual({ etat: 'REFUSE', raison: 'PERIME', essais: 0 });
});

test('the same key is one mail, prepared twice or by two processes, before and after it has left', async () => {
  const s = await smtp();
  const [b1, b2] = [boite(facteur(s)), boite(facteur(s))];
  const cle = '2026-11-25T08:12:00Z:panne-svi-debut';
  const faits = await Promise.all([b1, b2, b1].map((b) => b.envoyer({ ...MOT, cle })));
  expect(faits.map((f) => f.ok && f.valeur.id)).toEqual(Array(3).fill(`courriel:${cle}`));
  await b1.relever();
  await b2.envoyer({ ...MOT, cle });
  await b2.relever();
  expect(s.recus).toHaveLength(1);
});

test('an attempt that could not be noted is made again under the same Message-ID', async () => {
  const s = await smtp();
  const remis: string[] = [];
  const reel = facteur(s);
  const b = boite(async (c) => {
    remis.push(c.id);
    const r = await reel(c);
    return remis.length === 1 ? { etat: 'PLUS_TARD', raison: 'COUPURE' } : r;
  });
  await b.envoyer(MOT);
  await b.relever();
  passer(60);
  await b.relever();
  const ids = s.recus.map((r) => /^Message-ID: (.*)\r$/m.exec(r.brut)?.[1]);
  expect(ids).toHaveLength(2);
  expect(ids[0]).toMatch(/^<[0-9a-f]{32}@paris\.test>$/);
  expect(new Set(ids).size).toBe(1);
});

test('refused for good by 5xx, tried again after 4xx, given up after a day, forgotten after a month', async () => {
  let code = 450;
  const s = await smtp({
    onRcptTo: (_adresse, _session, suite) => suite(Object.assign(new Error('boîte'), { responseCode: code })),
  });
  const b = boite(facteur(s));
  await b.envoyer(MOT);
  await b.relever();
  expect(await enBoite()).toMatchObject([{ etat: 'PREPARE', raison: 'SMTP_450' }]);
  passer(24 * 3_600);
  expect(await b.relever()).toBe(1);
  expect(await enBoite()).toMatchObject([{ etat: 'REFUSE', raison: 'SMTP_450' }]);
  code = 550;
  await b.envoyer(MOT);
  await b.relever();
  expect((await enBoite()).map((d) => d.raison)).toContain('SMTP_550');
  expect(JSON.stringify(dits)).not.toContain('@');
  passer(31 * 24 * 3_600);
  await b.relever();
  expect(await enBoite()).toEqual([]);
});

test('TLS is asked for by default: without it, or with a certificate that nobody vouches for, the mail waits', async () => {
  const sansTls = await smtp({ disabledCommands: ['AUTH', 'STARTTLS'] });
  const inconnu = await smtp();
  await boite(undefined).relever();
  for (const { port } of [sansTls, inconnu]) {
    const b = boite(facteurSmtp({ url: `smtp://localhost:${port}`, de: 'a@paris.test' }));
    await b.envoyer(MOT);
    await b.relever();
  }
  expect([...sansTls.recus, ...inconnu.recus]).toEqual([]);
  expect((await enBoite()).every((c) => c.etat === 'PREPARE')).toBe(true);
});

test('under TLS, by STARTTLS or from the first byte, with the account of the address', async () => {
  const comptes: unknown[] = [];
  const onAuth: SMTPServerOptions['onAuth'] = (auth, _session, suite) => {
    comptes.push(auth.username, auth.password);
    suite(null, { user: 'ok' });
  };
  const direct = await smtp({ ...CERTIFICAT, secure: true, onAuth });
  const ensuite = await smtp({ ...CERTIFICAT, onAuth });
  for (const url of [`smtps://moi:p%40ss@localhost:${direct.port}`, `smtp://moi:p%40ss@localhost:${ensuite.port}`]) {
    const b = boite(facteurSmtp({ url, de: 'a@paris.test', ca: CERTIFICAT.cert }));
    await b.envoyer(MOT);
    expect(await b.relever()).toBe(1);
  }
  expect([direct.recus.length, ensuite.recus.length]).toEqual([1, 1]);
  expect(comptes).toEqual(['moi', 'p@ss', 'moi', 'p@ss']);
});

test('no mail server, no recipient, a false address: a refusal that says what to do, and nothing is kept', async () => {
  expect(await boite(undefined).envoyer(MOT)).toMatchObject({ ok: false, refus: { code: 'COURRIEL_NON_REGLE' } });
  expect(await boite(undefined).relever()).toBe(0);
  const s = await smtp();
  expect(await boite(facteur(s)).envoyer({ ...MOT, a: [] })).toMatchObject({ refus: { code: 'SANS_DESTINATAIRE' } });
  for (const a of ['personne', 'a@b.test\r\nBcc: x@y.test', ''])
    expect(await boite(facteur(s)).envoyer({ ...MOT, a: [a] })).toMatchObject({ refus: { code: 'ADRESSE' } });
  expect(await enBoite()).toEqual([]);
});
