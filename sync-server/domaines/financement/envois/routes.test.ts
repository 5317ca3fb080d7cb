import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Envoi, PageEnvois, PageFactures } from '#shared/contrats/financement/envoi';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { TABLE_PAR_DEFAUT } from '#shared/domain/dases/table';
import type { Instant } from '#shared/temps/types';
import { depotDossier } from '../../../adapters/sftp/dossier';
import { ouvrirReserve } from '../../../adapters/sftp/reserve';
import {
  type Banc,
  type Client,
  corpsDe,
  creerCompteDEssai,
  ouvrirBanc,
  ouvrirMagasinEnMemoire,
} from '../../../http/testing/banc';
import { ecrireLot } from '../../../ports/documents';
import { horlogeSysteme } from '../../../ports/horloge';
import type { MagasinSuivi } from '../../../ports/suivi';
import { lireAudit } from '../../audit/lire';

let banc: Banc;
let racine: string;
let fermerMagasin: () => Promise<void>;
const clients: Record<string, Client> = {};
const MOIS = '2026-10';
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n');

const envoi: Envoi = {
  _id: 'envoi:2026-10:DASES:DASES_202610.xml',
  type: 'envoi',
  destination: 'DASES',
  mois: '2026-10' as Envoi['mois'],
  nom: 'DASES_202610.xml',
  empreinte: 'e'.repeat(64),
  octets: 10,
  lignes: 1,
  etat: 'REFUSE',
  motifs: [{ motif: 'Mme LEBRUN inconnue' }],
  historique: [
    { etat: 'PREPARE', auteur: 'siege', instant: '2026-11-05T08:00:00Z' as Instant, empreinte: 'e'.repeat(64) },
  ],
};

beforeAll(async () => {
  racine = await mkdtemp(join(tmpdir(), 'tg-envois-'));
  const essai: { magasin: MagasinSuivi; fermer: () => Promise<void> } = await ouvrirMagasinEnMemoire();
  fermerMagasin = essai.fermer;
  banc = await ouvrirBanc({
    magasin: essai.magasin,
    envois: {
      magasin: essai.magasin,
      horloge: horlogeSysteme,
      reserve: ouvrirReserve(join(racine, 'envois')),
      depots: { DASES: depotDossier(racine) },
      table: TABLE_PAR_DEFAUT,
    },
  });
  await ecrireLot(banc.magasin, BASE_CENTRALE, [envoi]);
  const comptes = [
    ['est', 'GESTIONNAIRE', ['EST'], false],
    ['chef', 'GESTIONNAIRE', ['SUD'], true],
    ['siege', 'CENTRAL', [], false],
    ['tech', 'TECHNIQUE', [], false],
  ] as const;
  for (const [nom, role, antennes, responsable] of comptes) {
    await creerCompteDEssai(banc.magasin, nom, role, [...antennes], responsable);
    clients[nom] = await banc.connecter(nom);
  }
});
afterAll(async () => {
  await banc?.fermer();
  await fermerMagasin?.();
  await rm(racine, { recursive: true, force: true });
});
const de = (qui: string): Client => clients[qui] ?? banc.anonyme;
const lire = async <T>(qui: string, chemin: string): Promise<T> =>
  (await (await de(qui).appeler('GET', chemin)).json()) as T;
const poster = async (qui: string, chemin: string, corps: object) => {
  const r = await de(qui).appeler('POST', chemin, { corps });
  return { statut: r.status, ...(await corpsDe(r)) };
};
const deposer = (qui: string, nom: string, plus: object = {}) =>
  poster(qui, '/api/factures', { nom, mois: MOIS, contenu: PDF.toString('base64'), ...plus });

test('the central service sees who and why; a technician sees states, without anybody’s name', async () => {
  const central = await lire<PageEnvois>('siege', `/api/envois?mois=${MOIS}`);
  expect(central).toMatchObject({ peutEnvoyer: true });
  expect(central.destinations[0]).toMatchObject({ destination: 'DASES', depot: expect.stringContaining('dossier') });
  expect(central.destinations[0]?.envois[0]?.motifs).toEqual([{ motif: 'Mme LEBRUN inconnue' }]);
  const technique = await lire<PageEnvois>('tech', `/api/envois?mois=${MOIS}`);
  expect(technique.peutEnvoyer).toBe(false);
  expect(technique.destinations[0]?.envois[0]).toMatchObject({ etat: 'REFUSE', nombreMotifs: 1 });
  expect(JSON.stringify(technique)).not.toMatch(/LEBRUN|siege/);
  expect((await de('siege').appeler('GET', '/api/envois?mois=hier')).status).toBe(400);
});

test('[CL-6] sending asks for the month in full, and refuses with the words of the rule', async () => {
  const demande = { mois: MOIS, destination: 'DASES', confirmation: 'oui' };
  expect(await poster('siege', '/api/envois', demande)).toMatchObject({ statut: 400, code: 'CONFIRMATION' });
  const sure = await poster('siege', '/api/envois', { ...demande, confirmation: MOIS });
  expect(sure).toMatchObject({ statut: 400, code: 'ESPPADOM_NON_REGLE' });
  expect(await poster('tech', '/api/envois', { ...demande, confirmation: MOIS })).toMatchObject({ statut: 403 });
  expect(await poster('siege', '/api/envois/preparation', { mois: MOIS, destination: 'DASES' })).toMatchObject({
    code: 'MOIS_OUVERT',
  });
  expect(await poster('siege', '/api/envois/renvoi', { id: 'envoi:2026-10:DASES:x' })).toMatchObject({
    code: 'ENVOI_INCONNU',
  });
});

test('invoices: filed under their antenna, seen and opened by it alone, each opening audited', async () => {
  expect(await deposer('siege', 'FACTURE_APA_12_202610.pdf')).toMatchObject({ statut: 200, deja: false });
  expect(await deposer('chef', 'FACTURE_PCH_75013_202610.pdf')).toMatchObject({
    statut: 200,
    id: 'facture:2026-10:PCH:13',
  });
  const est = await lire<PageFactures>('est', `/api/factures?mois=${MOIS}`);
  expect(est.factures.map((f) => [f.id, f.nouvelle, f.par])).toEqual([['facture:2026-10:APA:12', true, 'siege']]);
  expect(est.peutDeposer).toBe(false);
  const siege = await lire<PageFactures>('siege', `/api/factures?mois=${MOIS}`);
  expect(siege.factures).toHaveLength(2);
  const ouverte = await de('est').appeler('GET', '/api/factures/facture:2026-10:APA:12');
  expect(ouverte.headers.get('content-type')).toBe('application/pdf');
  expect(Buffer.from(await ouverte.arrayBuffer()).equals(PDF)).toBe(true);
  const apres = await lire<PageFactures>('est', `/api/factures?mois=${MOIS}`);
  expect(apres.factures[0]?.nouvelle).toBe(false);
  for (const id of ['facture:2026-10:PCH:13', 'facture:2026-10:APA:20', 'compte:siege'])
    expect(await corpsDe(await de('est').appeler('GET', `/api/factures/${id}`))).toMatchObject({
      code: 'FACTURE_ABSENTE',
    });
  expect((await de('tech').appeler('GET', `/api/factures?mois=${MOIS}`)).status).toBe(403);
  const audit = await lireAudit(banc.magasin, { action: 'FACTURE' });
  expect(audit.entrees.map((e) => [e.auteur, e.objet])).toEqual([
    ['est', 'ouverte facture:2026-10:APA:12'],
    ['chef', 'reçue facture:2026-10:PCH:13'],
    ['siege', 'reçue facture:2026-10:APA:12'],
  ]);
});

test('an invoice that does not fit is refused in words: antenna, month, name, PDF, cut, double', async () => {
  const message = async (r: Promise<Record<string, unknown>>): Promise<string> => String((await r).message);
  expect(await message(deposer('chef', 'FACTURE_APA_12_202610.pdf'))).toMatch(/12e arrondissement est à l’antenne Est/);
  expect(await message(deposer('siege', 'FACTURE_APA_11_202609.pdf'))).toMatch(/septembre 2026.*octobre 2026/);
  expect(await message(deposer('siege', 'FACTURE_APA_11_203001.pdf', { mois: '2030-01' }))).toMatch(/pas terminé/);
  expect(await message(deposer('siege', 'FACTURE_APA_21_202610.pdf'))).toMatch(/1 à 20/);
  expect(await message(deposer('siege', 'facture.pdf'))).toMatch(/nom attendu : FACTURE_/);
  expect(await message(deposer('siege', 'FACTURE_APA_11_202613.pdf'))).toMatch(/n’est pas un mois/);
  const contenu = (t: string) => ({ contenu: Buffer.from(t).toString('base64') });
  expect(await message(deposer('siege', 'FACTURE_APA_11_202610.pdf', contenu('bonjour')))).toMatch(/pas un PDF/);
  expect(await message(deposer('siege', 'FACTURE_APA_11_202610.pdf', contenu('%PDF-1.7 abc')))).toMatch(/coupé/);
  expect(await deposer('siege', 'FACTURE_APA_12_202610.pdf')).toMatchObject({ statut: 200, deja: true });
  expect(await message(deposer('siege', 'FACTURE_APA_12_202610.pdf', contenu('%PDF-1.4 %%EOF')))).toMatch(
    /déjà rangée/,
  );
  expect(await poster('siege', '/api/factures', { nom: 'x' })).toMatchObject({ statut: 400, code: 'DEMANDE' });
});
