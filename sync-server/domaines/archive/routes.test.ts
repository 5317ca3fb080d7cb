import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moisSchema } from '#shared/temps/types';
import { complementFige, etatFige, SUIVANT } from '#shared/testing/releves';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../http/testing/banc';
import { horlogeSysteme } from '../../ports/horloge';
import { lireAudit } from '../audit/lire';
import { archiver } from './releves/archiver';
import { clore } from './testing/petite-archive';

const OCTOBRE = moisSchema.parse('2026-10');
let banc: Banc;
let racine: string;
const clients = new Map<string, Client>();
beforeAll(async () => {
  racine = await mkdtemp(join(tmpdir(), 'tg-releves-'));
  const dossier = join(racine, 'archive');
  banc = await ouvrirBanc({ dossierArchive: dossier });
  await clore(banc.magasin, 'EST', OCTOBRE, ['U1']);
  // South, that U6 left for East, closes the month in its turn, and rectifies what it had closed of theirs.
  await clore(banc.magasin, 'EST', SUIVANT, ['U6']);
  const visites = etatFige('U6', {}, 1).visites.map((ancien) => ({ moisOrigine: OCTOBRE, ancien }));
  await clore(banc.magasin, 'SUD', SUIVANT, [], undefined, {}, [complementFige(visites, 'U6', { antenne: 'SUD' })]);
  const ports = { magasin: banc.magasin, horloge: horlogeSysteme, dossier };
  const r = await archiver(ports, { mois: OCTOBRE, antennes: ['EST'], auteur: 'essai' });
  if (!r.ok) throw new Error(r.refus.message);
  await archiver(ports, { mois: SUIVANT, antennes: ['EST', 'SUD'], auteur: 'essai' });
  await creerCompteDEssai(banc.magasin, 'siege', 'CENTRAL', []);
  await creerCompteDEssai(banc.magasin, 'est', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(banc.magasin, 'sud', 'GESTIONNAIRE', ['SUD']);
  await creerCompteDEssai(banc.magasin, 'technique', 'TECHNIQUE', []);
  for (const nom of ['est', 'sud', 'siege', 'technique']) clients.set(nom, await banc.connecter(nom));
});
afterAll(async () => {
  await banc.fermer();
  await rm(racine, { recursive: true, force: true });
});

const demander = (nom: string, chemin: string) =>
  (clients.get(nom) ?? banc.anonyme).appeler('GET', `/api/usagers/${chemin}`);

test('[RE] an antenna opens the sealed statements of its own usagers, and it is audited', async () => {
  const r = await demander('est', 'U1/releves/2026-10');
  expect([r.status, r.headers.get('content-type'), r.headers.get('cache-control')]).toEqual([
    200,
    'application/pdf',
    'no-store',
  ]);
  expect(r.headers.get('content-disposition')).toContain('RELEVE_U1_202610_EST.pdf');
  expect(
    Buffer.from(await r.arrayBuffer())
      .toString('latin1')
      .startsWith('%PDF-1.4'),
  ).toBe(true);
  const [trace] = (await lireAudit(banc.magasin, { action: 'CONSULTATION' })).entrees;
  expect(trace).toMatchObject({ auteur: 'est', objet: 'relevé usager:U1 2026-10' });
});

test('another antenna gets nothing, in the same words as where there is nothing; other roles, nobody: refused', async () => {
  const autre = await corpsDe(await demander('sud', 'U1/releves/2026-10'));
  const aucun = await corpsDe(await demander('sud', 'U1/releves/2026-09'));
  expect(autre).toMatchObject({ code: 'RELEVE_INCONNU' });
  expect(String(autre.message).replace('octobre', 'septembre')).toBe(aucun.message);
  expect((await demander('technique', 'U1/releves/2026-10')).status).toBe(403);
  expect((await demander('personne', 'U1/releves/2026-10')).status).toBe(401);
  expect((await demander('est', 'U1/releves/hier')).status).toBe(400);
  expect((await demander('est', '..%2F..%2Fetc/releves/2026-10')).status).toBe(400);
  expect((await lireAudit(banc.magasin, { action: 'CONSULTATION' })).entrees).toHaveLength(1);
});

test('[RE] [CL-4] an antenna opens what it rectified of someone who left it; who reads all is given the statement of the month, not that alone', async () => {
  const nom = async (qui: string) =>
    /RELEVE_\w+/.exec((await demander(qui, 'U6/releves/2026-11')).headers.get('content-disposition') ?? '')?.[0];
  expect([await nom('siege'), await nom('est'), await nom('sud')]).toEqual([
    'RELEVE_U6_202611_EST',
    'RELEVE_U6_202611_EST',
    'RELEVE_U6_202611_SUD',
  ]);
});
