import { afterAll, beforeAll, expect, it } from 'vitest';
import { baseAntenne, idCorrection } from '#shared/contrats/ids';
import { ENTETE_SUITE, lireSuite, PROTOCOLE, pageSchema, reponseEnvoiSchema } from '#shared/replication/protocole';
import { dateCivileSchema, instantSchema } from '#shared/temps/types';
import { ulidDe, usager } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../store/ecrire';
import { lireUn } from '../../store/lire';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from '../testing/banc';

let banc: Banc;
let client: Client;
const MAINTENANT = instantSchema.parse('2026-11-25T12:00:00Z');
const JOUR = dateCivileSchema.parse('2026-11-24');
const [COURANTE, PRECEDENTE] = [PROTOCOLE.version, PROTOCOLE.version - 1];

beforeAll(async () => {
  banc = await ouvrirBanc({ horloge: () => MAINTENANT });
  await creerCompteDEssai(banc.magasin, 'est', 'GESTIONNAIRE', ['EST']);
  await ecrireTout(banc.magasin, baseAntenne('EST'), [usager('U1')]);
  client = await banc.connecter('est');
});
afterAll(() => banc.fermer());

const entetes = (version: string | undefined): Record<string, string> =>
  version === undefined ? {} : { [PROTOCOLE.entete]: version };

const correction = (id: string) => ({
  _id: idCorrection(JOUR, id),
  type: 'correction',
  id,
  date: JOUR,
  antenne: 'EST',
  nature: 'HORAIRE',
  cible: { genre: 'POINTAGE', id: 'P1' },
  debut: '2026-11-24T08:00:00Z',
  motif: 'OUBLI_ARRIVEE',
  auteur: 'est',
  poste: 'poste-1',
  instant: '2026-11-24T18:00:00Z',
  base: [],
  source: 'POSTE',
});

it.each([
  ['la version du serveur', String(COURANTE)],
  ['celle d’avant', String(PRECEDENTE)],
  ['un poste d’avant que les versions ne se disent', undefined],
])('[CO-6] %s se synchronise : lecture et envoi', async (nom, version) => {
  const lu = await client.appeler('GET', '/replication/dossiers?antenne=EST', { entetes: entetes(version) });
  expect(lu.status).toBe(200);
  const envoyee = correction(ulidDe(nom.length));
  const r = await client.appeler('POST', '/replication/saisies?antenne=EST', {
    corps: { documents: [envoyee] },
    entetes: entetes(version),
  });
  expect(reponseEnvoiSchema.parse(await corpsDe(r)).recus).toEqual([envoyee._id]);
});

it.each([
  ['plus ancien de deux versions', String(COURANTE - 2)],
  ['d’une version à venir (le serveur est revenu en arrière)', String(COURANTE + 1)],
  ['qui dit n’importe quoi', 'deux'],
  ['qui dit un nombre qui n’est pas une version', '1.5'],
])(
  '[CO-6] un poste %s est prié de recharger, et rien de ce qu’il envoie n’est jugé, donc perdu',
  async (_nom, version) => {
    const envoyee = correction('09');
    const reponses = [
      await client.appeler('GET', '/replication/dossiers?antenne=EST', { entetes: entetes(version) }),
      await client.appeler('POST', '/replication/saisies?antenne=EST', {
        corps: { documents: [envoyee] },
        entetes: entetes(version),
      }),
      await client.appeler('GET', `/replication/flux?antenne=EST&protocole=${version}`),
    ];
    for (const r of reponses) {
      expect(r.status).toBe(426);
      const { code, message } = await corpsDe(r);
      expect(code).toBe('VERSION');
      expect(message).toMatch(/Rechargez-la : ce que vous avez saisi est gardé/);
    }
    expect(await lireUn(banc.magasin, baseAntenne('EST'), envoyee._id)).toBeUndefined();
  },
);

it('[CO-6] un poste trop ancien s’entend dire de se reconnecter avant de recharger quand sa session est finie', async () => {
  const r = await banc.anonyme.appeler('GET', '/replication/dossiers?antenne=EST', {
    entetes: entetes(String(COURANTE - 2)),
  });
  expect(r.status).toBe(401);
});

it('une page qui n’est pas la dernière dit en tête où commence la suite ; la dernière, rien', async () => {
  let chemin = '/replication/dossiers?antenne=EST&limite=1';
  for (let suite = true, n = 0; suite; n++) {
    expect(n).toBeLessThan(5);
    const r = await client.appeler('GET', chemin);
    const page = pageSchema.parse(await corpsDe(r));
    expect(lireSuite(r.headers.get(ENTETE_SUITE))).toEqual(page.suite ? page.checkpoint : undefined);
    suite = page.suite;
    chemin = `/replication/dossiers?antenne=EST&limite=1&checkpoint=${encodeURIComponent(JSON.stringify(page.checkpoint))}`;
  }
});
