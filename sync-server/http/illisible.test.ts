import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { ecrireTout } from '../store/ecrire';
import { erreurIllisible } from '../store/illisible';
import { magasinMemoire } from '../store/memoire/memoire';
import { entourer } from '../store/testing/entourer';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from './testing/banc';

// A stored document that is not of its type's form: what is counted with it is refused, and the server is not said to be at fault.

const EST = baseAntenne('EST');
const ID = 'usager:ABIME';
const lignes: string[] = [];
const vrai = magasinMemoire();
let illisible = false;
let banc: Banc;
let est: Client;
beforeAll(async () => {
  const magasin = entourer(vrai, async (o, faire) => {
    if (illisible && o.base === EST && o.nom !== 'attendre') throw erreurIllisible(vrai, EST, 'usager', [ID]);
    return faire();
  });
  banc = await ouvrirBanc({ magasin, journal: pino({ level: 'error' }, { write: (l: string) => lignes.push(l) }) });
  await ecrireTout(vrai, EST, [{ _id: ID, type: 'usager', id: 'ABIME', antenne: 'EST', nom: 'CONFIDENTIEL' }]);
  await creerCompteDEssai(vrai, 'est', 'GESTIONNAIRE', ['EST'], true);
  est = await banc.connecter('est');
});
afterAll(() => banc.fermer());

const ETAT = 'antenne=EST&du=2026-10-01&au=2026-10-31';

test.each([
  `/api/etats/heures-usagers?${ETAT}`,
  `/api/etats/heures-usagers/visites?${ETAT}&cle=usager%3DX`,
  ...['csv', 'xlsx', 'pdf'].map((f) => `/api/etats/heures-usagers/fichier?${ETAT}&format=${f}`),
])(
  '%s is refused in a sentence; the log says which document, by the reference of the answer, and nothing of it',
  async (chemin) => {
    lignes.length = 0;
    const r = await est.appeler('GET', chemin);
    const corps = await corpsDe(r);
    expect([r.status, corps]).toEqual([
      409,
      {
        code: 'ILLISIBLE',
        message: expect.stringMatching(/^Un document du service est illisible.*Donnez cette référence au support/),
        reference: expect.any(String),
      },
    ]);
    const [ligne, ...autres] = lignes;
    expect(autres).toEqual([]);
    expect(JSON.parse(ligne ?? '')).toMatchObject({
      level: 50,
      reqId: corps.reference,
      illisible: { base: EST, ids: [ID] },
    });
    expect(ligne).not.toContain('CONFIDENTIEL');
  },
);

test('what a PC pushes meanwhile is not refused: it stays there, and is sent again', async () => {
  illisible = true;
  const r = await est.appeler('POST', '/replication/saisies?antenne=EST', { corps: { documents: [{ _id: 'x' }] } });
  illisible = false;
  expect([r.status, (await corpsDe(r)).code]).toEqual([503, 'ILLISIBLE']);
});
