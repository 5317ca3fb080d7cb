import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Correction } from '#shared/contrats/corrections/correction';
import { BASE_CENTRALE, baseAntenne, idCompte, idCorrection } from '#shared/contrats/ids';
import { CONFIRMATION, reponseEnvoiSchema } from '#shared/replication/protocole';
import { dateCivileSchema, instantSchema } from '#shared/temps/types';
import { ulidDe, usager } from '#shared/testing/constructeurs';
import { ecrireTout } from '../store/ecrire';
import { lireUn } from '../store/lire';
import { magasinMemoire } from '../store/memoire/memoire';
import { enMinorite } from '../store/testing/minorite';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from './testing/banc';

const MAINTENANT = instantSchema.parse('2026-11-25T12:00:00Z');
const grappe = enMinorite(magasinMemoire());
let banc: Banc;
let gestionnaire: Client;
let administrateur: Client;

beforeAll(async () => {
  banc = await ouvrirBanc({ magasin: grappe.m, horloge: () => MAINTENANT });
  await creerCompteDEssai(grappe.m, 'est', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(grappe.m, 'admin', 'ADMINISTRATEUR', []);
  await ecrireTout(grappe.m, baseAntenne('EST'), [usager('U1')]);
  gestionnaire = await banc.connecter('est');
  administrateur = await banc.connecter('admin');
});
afterAll(() => banc.fermer());

const JOUR = dateCivileSchema.parse('2026-11-24');
const correction = (id: string): Correction => ({
  _id: idCorrection(JOUR, id),
  type: 'correction',
  id,
  date: JOUR,
  antenne: 'EST',
  nature: 'HORAIRE',
  cible: { genre: 'POINTAGE', id: 'P1' },
  debut: instantSchema.parse('2026-11-24T08:00:00Z'),
  motif: 'OUBLI_ARRIVEE',
  auteur: 'est',
  instant: MAINTENANT,
  poste: 'poste-1',
  base: [],
  source: 'POSTE',
});
const pousser = (...documents: Correction[]) =>
  gestionnaire.appeler('POST', '/replication/saisies?antenne=EST', { corps: { documents } });
const compte = (identifiant: string) =>
  administrateur.appeler('POST', '/api/comptes', {
    corps: { identifiant, nom: 'Mme Essai', role: 'CENTRAL', antennes: [], responsable: false, courriel: '' },
  });
const confirmation = (r: Response) => r.headers.get(CONFIRMATION.entete);

test('[MAG-13] one node of three is left: the first act says that it is not confirmed, the next ones are refused with nothing written', async () => {
  const avant = await compte('avant');
  expect([avant.status < 300, confirmation(avant)]).toEqual([true, null]);
  grappe.perdre();

  const premier = await compte('premier');
  expect([premier.status < 300, confirmation(premier)]).toEqual([true, CONFIRMATION.attendue]);
  const deuxieme = await compte('deuxieme');
  expect([deuxieme.status, await corpsDe(deuxieme)]).toMatchObject([503, { code: 'SANS_QUORUM' }]);
  expect(await lireUn(grappe.m, BASE_CENTRALE, idCompte('deuxieme'))).toBeUndefined();
  // What is only read goes on; so does leaving.
  expect((await administrateur.appeler('GET', '/api/comptes')).status).toBe(200);
  const autre = await banc.connecter('est').catch((e: unknown) => String(e));
  expect(autre).toContain('503');

  grappe.revenir();
  const troisieme = await compte('deuxieme');
  expect([troisieme.status < 300, confirmation(troisieme)]).toEqual([true, null]);
  expect(await lireUn(grappe.m, BASE_CENTRALE, idCompte('premier'))).toBeDefined();
});

test('[MAG-13] a row that the quorum does not have is not acknowledged to its PC, sent once or again; then it is, and is there once', async () => {
  grappe.perdre();
  for (let essai = 0; essai < 2; essai += 1) expect((await pousser(correction(ulidDe(1)))).status).toBe(503);
  expect(await lireUn(grappe.m, baseAntenne('EST'), idCorrection(JOUR, ulidDe(1)))).toBeDefined();
  grappe.revenir();
  const r = await pousser(correction(ulidDe(1)), correction(ulidDe(2)));
  expect(reponseEnvoiSchema.parse(await r.json())).toEqual({
    recus: [idCorrection(JOUR, ulidDe(1)), idCorrection(JOUR, ulidDe(2))],
    refuses: [],
  });
});

test('[MAG-13] a session is closed whatever the cluster', async () => {
  const partant = await banc.connecter('est');
  grappe.perdre();
  await compte('encore');
  expect((await partant.appeler('DELETE', '/api/session')).status).toBeLessThan(300);
  expect((await partant.appeler('GET', '/api/session')).status).toBe(401);
  grappe.revenir();
});
