import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EtatFige } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { DEPUIS_TOUJOURS } from '#shared/domain/cloture/antenne';
import { type Mois, moisSchema } from '#shared/temps/types';
import { jour, usager } from '#shared/testing/constructeurs';
import { complementFige, etatFige, SUIVANT } from '#shared/testing/releves';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../http/testing/banc';
import { horlogeSysteme } from '../../ports/horloge';
import { ecrireTout } from '../../store/ecrire';
import { lireAudit } from '../audit/lire';
import { archiver } from './releves/archiver';
import { clore } from './testing/petite-archive';

const M = (m: string): Mois => moisSchema.parse(m);
const OCTOBRE = M('2026-10');
let banc: Banc;
let racine: string;
const clients = new Map<string, Client>();

/** U3 was of SUD until 14 November 2024, then of EST: of that month, both have sealed a statement. */
const archiverLeDemenagement = async (ports: Parameters<typeof archiver>[0]): Promise<void> => {
  const demenage = usager('U3', {
    antennes: [
      { antenne: 'SUD', depuis: DEPUIS_TOUJOURS },
      { antenne: 'EST', depuis: jour('2024-11-15') },
    ],
  });
  for (const antenne of ['SUD', 'EST'] as const) await ecrireTout(banc.magasin, baseAntenne(antenne), [demenage]);
  const aPartirDu =
    (mois: string, quantieme: string) =>
    (e: EtatFige): EtatFige =>
      JSON.parse(JSON.stringify(e).replaceAll('2026-10-0', `${mois}-${quantieme}`));
  for (const [antenne, mois, quantieme] of [
    ['SUD', '2024-10', '0'],
    ['SUD', '2024-11', '0'],
    ['EST', '2024-11', '2'],
    ['EST', '2024-12', '0'],
  ] as const) {
    await clore(banc.magasin, antenne, M(mois), ['U3'], undefined, {}, { tourner: aPartirDu(mois, quantieme) });
    const r = await archiver(ports, { mois: M(mois), antennes: [antenne], auteur: 'essai' });
    if (!r.ok) throw new Error(r.refus.message);
  }
};
beforeAll(async () => {
  racine = await mkdtemp(join(tmpdir(), 'tg-releves-'));
  const dossier = join(racine, 'archive');
  banc = await ouvrirBanc({ dossierArchive: dossier });
  await clore(banc.magasin, 'EST', OCTOBRE, ['U1']);
  // South, that U6 left for East, closes the month in its turn, and rectifies what it had closed of theirs.
  await clore(banc.magasin, 'EST', SUIVANT, ['U6']);
  const visites = etatFige('U6', {}, 1).visites.map((ancien) => ({ moisOrigine: OCTOBRE, ancien }));
  await clore(
    banc.magasin,
    'SUD',
    SUIVANT,
    [],
    undefined,
    {},
    { complements: [complementFige(visites, 'U6', { antenne: 'SUD' })] },
  );
  const ports = { magasin: banc.magasin, horloge: horlogeSysteme, dossier };
  const r = await archiver(ports, { mois: OCTOBRE, antennes: ['EST'], auteur: 'essai' });
  if (!r.ok) throw new Error(r.refus.message);
  await archiverLeDemenagement(ports);
  await archiver(ports, { mois: SUIVANT, antennes: ['EST', 'SUD'], auteur: 'essai' });
  await creerCompteDEssai(banc.magasin, 'central', 'CENTRAL', []);
  await creerCompteDEssai(banc.magasin, 'est', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(banc.magasin, 'sud', 'GESTIONNAIRE', ['SUD']);
  await creerCompteDEssai(banc.magasin, 'technique', 'TECHNIQUE', []);
  for (const nom of ['est', 'sud', 'central', 'technique']) clients.set(nom, await banc.connecter(nom));
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
  expect(trace).toMatchObject({ auteur: 'est', objet: 'relevé usager:U1 2026-10 EST' });
});

test('[RE] a statement that is not there yet: whose, when it will be, and no command to whom has none', async () => {
  const { message } = await corpsDe(await demander('est', 'U3/releves/2026-09'));
  expect(message).toMatch(/^Aucun relevé archivé de [A-ZÉ-]+ \S+ pour septembre 2026 :.*se lisent ici le lendemain\.$/);
  expect(message).not.toMatch(/U3|telegestion/);
  // Whom one does not read is not named.
  expect((await corpsDe(await demander('sud', 'U1/releves/2026-09'))).message).toContain('de cet usager pour');
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
  expect(
    (await lireAudit(banc.magasin, { action: 'CONSULTATION' })).entrees.filter((e) => e.objet.includes('U1')),
  ).toHaveLength(1);
});

/** The statements that this account may open of U3's month, then the antenna of the one that each address gives. */
const releves = async (nom: string, mois: string): Promise<unknown> => {
  const r = await demander(nom, `U3/releves/${mois}/liste`);
  return r.status === 200 ? await r.json() : (await corpsDe(r)).code;
};
const antenneDe = async (nom: string, chemin: string): Promise<string | undefined> => {
  const r = await demander(nom, `U3/releves/${chemin}`);
  return r.status === 200 ? /_([A-Z]+)\.pdf/.exec(r.headers.get('content-disposition') ?? '')?.[1] : undefined;
};
const deux: { antenne: Antenne }[] = [{ antenne: 'SUD' }, { antenne: 'EST' }];

test('[RE] of who moved in the month, each statement is listed and opens, in the order of dates; with none named, the latter’s', async () => {
  expect(await releves('central', '2024-11')).toEqual(deux);
  expect(await antenneDe('central', '2024-11?antenne=SUD')).toBe('SUD');
  expect(await antenneDe('central', '2024-11?antenne=EST')).toBe('EST');
  expect(await antenneDe('central', '2024-11')).toBe('EST');
  const [trace] = (await lireAudit(banc.magasin, { action: 'CONSULTATION' })).entrees;
  expect(trace).toMatchObject({ auteur: 'central', objet: 'relevé usager:U3 2024-11 EST' });
  expect((await demander('central', 'U3/releves/2024-11?antenne=..')).status).toBe(400);
});

test('[CL-1] the new antenna opens what the former one sealed; the former, nothing of what came after', async () => {
  expect(await releves('est', '2024-11')).toEqual(deux);
  expect(await antenneDe('est', '2024-10')).toBe('SUD');
  expect(await releves('sud', '2024-11')).toEqual([{ antenne: 'SUD' }]);
  expect(await antenneDe('sud', '2024-11?antenne=EST')).toBeUndefined();
  expect(await releves('sud', '2024-12')).toBe('RELEVE_INCONNU');
});

test('[RE] [CL-4] an antenna opens what it rectified of someone who left it; who reads all is given the statement of the month, not that alone', async () => {
  const nom = async (qui: string) =>
    /RELEVE_\w+/.exec((await demander(qui, 'U6/releves/2026-11')).headers.get('content-disposition') ?? '')?.[0];
  expect([await nom('central'), await nom('est'), await nom('sud')]).toEqual([
    'RELEVE_U6_202611_EST',
    'RELEVE_U6_202611_EST',
    'RELEVE_U6_202611_SUD',
  ]);
});
