import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TABLE_PAR_DEFAUT } from '#shared/domain/dases/table';
import { horlogeSysteme } from '../ports/horloge';
import { magasinMemoire } from '../store/memoire/memoire';
import { entourer } from '../store/testing/entourer';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from './testing/banc';

// The store goes away in the middle of what is asked: what is said then is true, whatever was being done.

const vrai = magasinMemoire();
let panne: (() => Error) | undefined;
let apres = 0;
/** The store, as soon as it was asked so many things. */
const magasin = entourer(vrai, async (_, faire) => {
  if (panne && apres-- <= 0) throw panne();
  return faire();
});
const socket = () => Object.assign(new Error('connexion au magasin : ECONNRESET Mme MARTIN'), { scope: 'socket' });
const devant = (statusCode: number) => () =>
  Object.assign(new Error(`couch returned ${statusCode}`), { scope: 'couch', statusCode });

const lignes: string[] = [];
let banc: Banc;
const clients: Record<string, Client> = {};
beforeAll(async () => {
  banc = await ouvrirBanc({
    magasin,
    journal: pino({ level: 'error' }, { write: (l: string) => lignes.push(l) }),
    envois: {
      magasin,
      horloge: horlogeSysteme,
      reserve: { intact: async () => true } as never,
      depots: { MILLESIME: {} as never },
      table: TABLE_PAR_DEFAUT,
    },
  });
  for (const [nom, role] of [
    ['admin', 'ADMINISTRATEUR'],
    ['siege', 'CENTRAL'],
  ] as const) {
    await creerCompteDEssai(vrai, nom, role, []);
    clients[nom] = await banc.connecter(nom);
  }
});
afterAll(() => banc?.fermer());

const demander = async (qui: string, methode: string, chemin: string, corps?: object) => {
  lignes.length = 0;
  const r = await (clients[qui] ?? banc.anonyme).appeler(methode, chemin, corps ? { corps } : {});
  const { code, message } = await corpsDe(r);
  return { statut: r.status, code, message: String(message) };
};

test.each<[string, () => Error]>([
  ['the connection is cut', socket],
  ['no node is open, says the balancer', devant(502)],
  ['the balancer has waited too long', devant(504)],
])(
  '[MAG-15] %s: what is asked of the server is done or not, and nothing is said to leave by itself that does not',
  async (_, erreur) => {
    panne = erreur;
    const compte = { identifiant: 'neuf', nom: 'Mme Neuve', role: 'CENTRAL', antennes: [], responsable: false };
    const acte = await demander('admin', 'POST', '/api/comptes', { ...compte, courriel: '' });
    expect([acte.statut, acte.code]).toEqual([503, 'COUPURE']);
    expect(acte.message).toContain('Rechargez la page');
    expect(acte.message).not.toContain('tout seul');
    expect(lignes.join('')).toMatch(/"(code":"ECONNRESET|statut":50[24])"?/);
    expect(lignes.join('')).not.toContain('MARTIN');
    const lecture = await demander('admin', 'GET', '/api/comptes');
    expect([lecture.statut, lecture.code]).toEqual([503, 'REPLI']);
    panne = undefined;
    expect((await demander('admin', 'GET', '/api/comptes')).statut).toBe(200);
  },
);

test('[CL-6, MAG-15] a sending that is cut says what left, and what leaves again by itself', async () => {
  // Who asks is read first.
  apres = 1;
  panne = socket;
  const envoi = await demander('siege', 'POST', '/api/envois', {
    mois: '2026-10',
    destination: 'MILLESIME',
    confirmation: 'octobre 2026',
  });
  panne = undefined;
  expect([envoi.statut, envoi.code]).toEqual([503, 'COUPURE']);
  expect(envoi.message).toMatch(/^L’envoi a été coupé .* repartent tout seuls, une fois\./);
  expect(lignes.join('')).toContain('"msg":"envoi coupé"');
});

test('[CL-2, MAG-15] a closing that is cut says that the month is closed whole or not at all, and its cause is logged', async () => {
  apres = 3;
  panne = devant(502);
  const cloture = await demander('siege', 'POST', '/api/cloture', {
    antenne: 'EST',
    mois: '2026-09',
    confirmation: 'septembre 2026',
  });
  panne = undefined;
  expect([cloture.statut, cloture.code]).toEqual([503, 'COUPURE']);
  expect(cloture.message).toMatch(/^La clôture a été coupée .* Le mois est clos en entier, ou il ne l’est pas/);
  expect(lignes.join('')).toMatch(/"statut":502.*"msg":"clôture coupée"/);
});
