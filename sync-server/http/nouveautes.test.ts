import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refuser } from '#shared/contrats/commun';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
import { NOTE_COURANTE, NOTES, nouveautesSchema, registreVersionsSchema } from '#shared/contrats/nouveautes';
import type { Maillon } from '../adapters/depot/chaine';
import type { Courriel } from '../ports/courriel';
import { ecrireLot, lirePlage, lireUn, plageDuType } from '../ports/documents';
import { horlogeSysteme } from '../ports/horloge';
import { annoncerVersion } from '../use-cases/nouveautes';
import { type Banc, creerCompteDEssai, ouvrirBanc } from './banc';

let banc: Banc;
const { version } = NOTE_COURANTE;
beforeAll(async () => {
  banc = await ouvrirBanc();
  await creerCompteDEssai(banc.magasin, 'jeanne', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(banc.magasin, 'luc', 'TECHNIQUE', []);
});
afterAll(() => banc.fermer());

test('the register of evolutions begins with the version in service, and goes back in time', () => {
  const paquet = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(version).toBe(paquet.version);
  const dates = NOTES.map((n) => n.date);
  expect(dates).toEqual([...dates].sort().reverse());
  expect(new Set(NOTES.map((n) => n.version)).size).toBe(NOTES.length);
});

test('an account reads the notes and acknowledges them once, and that is audited', async () => {
  const jeanne = await banc.connecter('jeanne');
  const lire = async () => nouveautesSchema.parse(await (await jeanne.appeler('GET', '/api/nouveautes')).json());
  expect(await lire()).toEqual({ notes: NOTES, acquittees: {} });
  for (const corps of [{}, { version: 'x' }, { version: '99.0.0' }])
    expect((await jeanne.appeler('POST', '/api/nouveautes', { corps })).status).toBe(400);
  const premier = nouveautesSchema.parse(
    await (await jeanne.appeler('POST', '/api/nouveautes', { corps: { version } })).json(),
  );
  const second = nouveautesSchema.parse(
    await (await jeanne.appeler('POST', '/api/nouveautes', { corps: { version } })).json(),
  );
  expect(Object.keys(premier.acquittees)).toEqual([version]);
  expect(second).toEqual(premier);
  expect(await lire()).toEqual(premier);
  const maillons = await lirePlage<Maillon>(banc.magasin, BASE_CENTRALE, plageDuType('audit'));
  const entrees = maillons.flatMap((m) => m.entrees).filter((e) => e.action === 'NOUVEAUTES');
  expect(entrees.map((e) => [e.auteur, e.objet])).toEqual([['jeanne', `version ${version}`]]);
});

test('who has acknowledged is told to those who run the service, and to nobody else', async () => {
  const luc = await banc.connecter('luc');
  const lu = registreVersionsSchema.parse(await (await luc.appeler('GET', '/api/nouveautes/registre')).json());
  expect(lu.comptes.map((c) => [c.identifiant, c.acquitteeLe !== undefined])).toEqual([
    ['jeanne', true],
    ['luc', false],
  ]);
  const jeanne = await banc.connecter('jeanne');
  expect((await jeanne.appeler('GET', '/api/nouveautes/registre')).status).toBe(403);
});

test('a version is mailed once to each active account that has an address, each in a mail of its own', async () => {
  for (const [nom, courriel, actif] of [
    ['jeanne', 'jeanne@exemple.fr', true],
    ['parti', 'parti@exemple.fr', false],
  ] as const) {
    if (!actif) await creerCompteDEssai(banc.magasin, nom, 'CENTRAL', []);
    const compte = await lireUn<Record<string, unknown> & { _id: string }>(banc.magasin, BASE_CENTRALE, idCompte(nom));
    if (compte) await ecrireLot(banc.magasin, BASE_CENTRALE, [{ ...compte, courriel, actif }]);
  }
  const envoyes: Courriel[] = [];
  let regle = false;
  const ports = {
    magasin: banc.magasin,
    horloge: horlogeSysteme,
    extranet: () => 'https://extranet.test',
    courrier: {
      envoyer: async (c: Courriel) => {
        if (!regle) return refuser('COURRIEL_NON_REGLE', 'non réglé');
        envoyes.push(c);
        return { ok: true, valeur: { id: c.cle ?? '' } } as const;
      },
    },
  };
  // No mail server yet: it waits for one.
  expect(await annoncerVersion(ports)).toBe(0);
  regle = true;
  expect(await annoncerVersion(ports)).toBe(1);
  expect(await annoncerVersion(ports)).toBe(0);
  expect(envoyes.map((c) => c.a)).toEqual([['jeanne@exemple.fr']]);
  expect(envoyes[0]?.texte).toContain('https://extranet.test/nouveautes/');
  const suivante = { ...NOTE_COURANTE, version: '9.0.0' };
  expect(await annoncerVersion(ports, suivante)).toBe(1);
});
