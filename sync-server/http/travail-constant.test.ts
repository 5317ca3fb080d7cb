import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { BASE_CENTRALE, idCompte } from '#shared/contrats/ids';
import { ecrireLot, lireUn } from '../ports/documents';
import { type Banc, corpsDe, creerCompteDEssai, MOT_DE_PASSE, ouvrirBanc } from './testing/banc';

// What takes time at a sign-in is the hash: the work is counted, the clock is not read.

const verifications = vi.hoisted((): string[] => []);
vi.mock('@node-rs/argon2', async (original) => {
  const vraie = await original<typeof import('@node-rs/argon2')>();
  return {
    ...vraie,
    verify: (empreinte: string, motDePasse: string) => {
      verifications.push(empreinte);
      return vraie.verify(empreinte, motDePasse);
    },
  };
});

let banc: Banc;
const changer = async (identifiant: string, plus: object): Promise<void> => {
  const compte = await lireUn<object>(banc.magasin, BASE_CENTRALE, idCompte(identifiant));
  await ecrireLot(banc.magasin, BASE_CENTRALE, [{ ...compte, ...plus }]);
};
beforeAll(async () => {
  banc = await ouvrirBanc();
  for (const nom of ['active', 'desactivee', 'invitee', 'sansmot'])
    await creerCompteDEssai(banc.magasin, nom, 'GESTIONNAIRE', ['EST']);
  await changer('desactivee', { actif: false });
  await changer('invitee', { empreinte: '' });
});
afterAll(() => banc.fermer());
beforeEach(() => {
  verifications.length = 0;
});

const essayer = async (identifiant: string, motDePasse: string) => {
  const r = await banc.anonyme.appeler('POST', '/api/session', { corps: { identifiant, motDePasse } });
  const { reference: _, ...corps } = await corpsDe(r);
  return { statut: r.status, corps, entetes: [...r.headers.keys()].sort() };
};
/** Algorithm, memory, passes and lanes of a hash: what it costs to check. */
const cout = (empreinte: string): string => empreinte.split('$').slice(1, 4).join('$');

test('unknown, known, disabled or invited: a wrong password costs one hash of the same cost, and gets the same answer', async () => {
  const reponses = [];
  for (const qui of ['personne', 'active', 'desactivee', 'invitee']) {
    verifications.length = 0;
    reponses.push(await essayer(qui, 'pas-le-bon'));
    expect([qui, verifications.map(cout)]).toEqual([qui, ['argon2id$v=19$m=19456,t=2,p=1']]);
  }
  for (const r of reponses) expect(r).toEqual(reponses[0]);
  expect(reponses[0]).toMatchObject({ statut: 401, corps: { code: 'IDENTIFIANTS' } });
});

test('the right password costs no more, and the one of the decoy opens nothing', async () => {
  expect((await essayer('active', MOT_DE_PASSE)).statut).toBe(200);
  expect(verifications).toHaveLength(1);
  for (const qui of ['personne', 'invitee']) expect((await essayer(qui, 'leurre')).statut).toBe(401);
});

test('a name that is locked, known or not, costs no hash, and says the same', async () => {
  const verrouiller = async (qui: string) => {
    let r = await essayer(qui, 'non');
    for (let i = 0; i < 12 && r.statut !== 429; i++) r = await essayer(qui, 'non');
    return r;
  };
  for (const qui of ['sansmot', 'inconnue']) {
    expect((await verrouiller(qui)).corps.code).toBe('COMPTE_VERROUILLE');
    verifications.length = 0;
    const r = await essayer(qui, MOT_DE_PASSE);
    expect([qui, r.statut, r.corps.code, verifications]).toEqual([qui, 429, 'COMPTE_VERROUILLE', []]);
  }
});

test('an identifier that is none, or that aims at another document, costs one hash as well', async () => {
  for (const qui of ['_local/../compte:active', '_design/x', 'é'.repeat(40), '..', 'compte:active']) {
    verifications.length = 0;
    expect((await essayer(qui, MOT_DE_PASSE)).statut).toBe(401);
    expect([qui, verifications.length]).toEqual([qui, 1]);
  }
});
