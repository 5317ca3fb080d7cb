import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { ID_OUVERTURE } from '#shared/contrats/store/inventaire';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { Mois } from '#shared/temps/types';
import { supprimerLot } from '../store/ecrire';
import { lireCloture } from '../store/lectures/clos';
import { lireUn } from '../store/lire';
import type { Noeud } from '../store/magasin';
import { type MagasinOuvert, ouvrirMagasin } from '../store/ouvrir';
import { type BancCli, ouvrirBancCli, PETIT } from './testing/banc';
import { type GrappeFeinte, ouvrirGrappeFeinte } from './testing/grappe-feinte';

// Every command that counts for good, on a cluster that is not whole and calm, or before what was received is counted: refused, exit
// 1, nothing written.

const noeuds = (plus: Partial<Noeud> = {}): Noeud[] =>
  [1, 2, 3].map((n) => ({
    nom: `couchdb@10.0.0.1${n}`,
    present: true,
    aTransmettre: 0,
    actifS: 3_600,
    ...(n === 3 ? plus : {}),
  }));
const CLE = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

let b: BancCli;
let magasin: MagasinOuvert;
let g: GrappeFeinte;
const lancer = (...args: string[]) => b.telegestionAvec({ COUCHDB_URL: g.url, SAUVEGARDE_CLE: CLE }, ...args);

beforeAll(async () => {
  b = await ouvrirBancCli();
  magasin = await ouvrirMagasin({ dataDir: b.dataDir });
  g = await ouvrirGrappeFeinte(magasin.url);
  g.dire(noeuds());
  await cp(PETIT, b.chemin('entree'), { recursive: true });
  const importe = await lancer('importer', b.chemin('entree'));
  expect(importe.code, importe.stderr).not.toBe(1);
});
afterAll(async () => {
  await g?.fermer();
  await magasin?.fermer();
  await b?.fermer();
});

const RETARD = /^La grappe se remet à jour : encore 36\s693\sdocuments\. (.+) Réessayez dans quelques minutes\.$/;

/** As one that has not been opened yet. */
const fermerInventaire = async (): Promise<void> => {
  const doc = await lireUn<object>(magasin, BASE_CENTRALE, ID_OUVERTURE);
  if (doc) await supprimerLot(magasin, BASE_CENTRALE, [doc]);
};

/** Each of them goes through the one gate: the cluster whole and calm, and the inventory open. */
const refuses = async (
  cas: readonly (readonly [string[], string])[],
  plus: Record<string, string> = {},
): Promise<void> => {
  const sortie = b.chemin('sortie');
  const lancer = (...args: string[]) =>
    b.telegestionAvec({ COUCHDB_URL: g.url, SAUVEGARDE_CLE: CLE, ...plus }, ...args);
  for (const [args, rien] of cas) {
    await rm(sortie, { recursive: true, force: true });
    await mkdir(sortie);
    g.dire(noeuds({ aTransmettre: 36_693 }));
    const { code, stdout, stderr } = await lancer(...args);
    expect([args[0], code, stdout]).toEqual([args[0], 1, '']);
    const dit = stderr.trim().split('\n').at(-1) ?? '';
    expect([args[0], RETARD.exec(dit.replace(/^.* : La grappe/, 'La grappe'))?.[1]]).toEqual([args[0], rien]);
    expect(await readdir(sortie)).toEqual([]);
    g.dire(noeuds({ present: false }));
    expect((await lancer(...args)).stderr).toContain(
      `Un nœud de la grappe ne répond pas (couchdb@10.0.0.13). ${rien} Remettez-le en service`,
    );
    // Calm when it begins, and agitated as the inventory is to be opened.
    await fermerInventaire();
    g.dire(noeuds(), noeuds({ aTransmettre: 36_693 }), noeuds());
    const ferme = await lancer(...args);
    expect([args[0], ferme.code, ferme.stderr.trim().split('\n').at(-1)]).toEqual([
      args[0],
      1,
      expect.stringContaining(
        `L’inventaire de ce qui a été reçu n’est pas encore ouvert. ${rien} Réessayez dans quelques minutes.`,
      ),
    ]);
    expect(await readdir(sortie)).toEqual([]);
  }
};

it('[CL-2] a month that is open: not closed, exported, pre-billed, nor given out; then it is', async () => {
  const sortie = b.chemin('sortie');
  await refuses([
    [['cloturer', '2026-10', '--motif', 'essai'], 'Rien n’a été clos.'],
    [['exporter', '2026-10', '--provisoire', '--vers', sortie], 'Rien n’a été exporté.'],
    [['prefacturer', '2026-10', '--vers', sortie], 'Rien n’a été préfacturé.'],
    [['etat', 'heures-usagers', '--du', '2026-10-01', '--au', '2026-10-31'], 'Rien n’a été donné.'],
    [['rapport', '2026-10', '--vers', sortie], 'Le rapport n’a pas été édité.'],
    [['restituer', '--vers', sortie], 'La restitution n’a pas été faite.'],
    [['sauvegarder', `${sortie}/s.tgs`], 'Rien n’a été sauvegardé.'],
    [['reversibilite', sortie], 'Aucun jeu n’a été écrit.'],
    [['purger'], 'Rien n’a été effacé.'],
  ]);
  for (const a of codesAntennes()) expect(await lireCloture(magasin, a, '2026-10' as Mois)).toBeUndefined();
  g.dire(noeuds());
  const clos = await lancer('cloturer', '2026-10', '--motif', 'essai');
  expect(clos.code, clos.stderr).toBe(0);
});

it('[CL-2, CL-6] a month that is closed: neither exported, archived, prepared nor sent; then it is', async () => {
  const sortie = b.chemin('sortie');
  await refuses([
    [['exporter', '2026-10', '--vers', sortie], 'Rien n’a été exporté.'],
    [['archiver', '2026-10'], 'Rien n’a été archivé.'],
    [['dases', '2026-10', '--vers', sortie], 'Rien n’a été préparé.'],
  ]);
  await refuses([[['envoyer', '2026-10', '--destination', 'MILLESIME'], 'Rien n’est parti.']], {
    MILLESIME_RETOUR: b.chemin('retour'),
  });
  expect(existsSync(b.chemin('retour'))).toBe(false);
  g.dire(noeuds());
  expect(await lancer('exporter', '2026-10', '--vers', sortie)).toMatchObject({ code: 0 });
  expect(await lancer('archiver', '2026-10')).toMatchObject({ code: 0 });
});

it('[CL-1] the inventory is printed while a node is away, but not of copies that lag, nor before it is open', async () => {
  const inventaire = async (...suite: Noeud[][]) => {
    g.dire(...suite);
    const { code, stdout, stderr } = await lancer('inventaire', '2026-10');
    return [code, stdout === '' ? stderr.trim() : (stdout.trim().split('\n').at(-1) ?? '')];
  };
  await fermerInventaire();
  expect(await inventaire(noeuds(), noeuds({ aTransmettre: 36_693 }), noeuds())).toEqual([
    1,
    'L’inventaire de ce qui a été reçu n’est pas encore ouvert. Rien n’a été compté. Réessayez dans quelques minutes.',
  ]);
  expect(await inventaire(noeuds())).toEqual([0, 'L’inventaire tombe juste.']);
  expect(await inventaire(noeuds({ aTransmettre: 36_693 }))).toEqual([1, expect.stringMatching(RETARD)]);
  // Agitated meanwhile: what was read may be short of something.
  expect(await inventaire(noeuds(), noeuds({ aTransmettre: 36_693 }))).toEqual([1, expect.stringMatching(RETARD)]);
  expect(await inventaire(noeuds({ present: false }))).toEqual([0, 'L’inventaire tombe juste.']);
});

it('[RGPD 15] what is held of a person is not given of copies that lag, nor said to be all of it', async () => {
  const extraire = async (...suite: Noeud[][]) => {
    g.dire(...suite);
    const { code, stdout, stderr } = await lancer('lire', 'tout', '--usager', 'M200000');
    return { code, donne: stdout !== '', dit: stderr.trim() };
  };
  expect(await extraire(noeuds({ aTransmettre: 36_693 }))).toEqual({
    code: 1,
    donne: false,
    dit: expect.stringMatching(RETARD),
  });
  const absent = await extraire(noeuds({ present: false }));
  expect(absent).toMatchObject({ code: 1, donne: false });
  expect(absent.dit).toContain('(couchdb@10.0.0.13). Rien n’a été extrait. Remettez-le en service');
  // Calm as it begins, and agitated once it has been read.
  expect(await extraire(noeuds(), noeuds({ aTransmettre: 36_693 }))).toMatchObject({
    code: 1,
    dit: expect.stringContaining('Cet extrait n’est peut-être pas complet : ne le donnez pas.'),
  });
  expect(await extraire(noeuds())).toMatchObject({ code: 0, donne: true });
});
