import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CODES_ANTENNES } from '#shared/contrats/commun';
import type { Mois } from '#shared/temps/types';
import { lireCloture } from '../store/lectures/clos';
import type { Noeud } from '../store/magasin';
import { type MagasinOuvert, ouvrirMagasin } from '../store/ouvrir';
import { type BancCli, ouvrirBancCli, PETIT } from './testing/banc';
import { type GrappeFeinte, ouvrirGrappeFeinte } from './testing/grappe-feinte';

// Every command that counts for good, on a cluster that is not whole and calm: refused, exit 1, nothing written.

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

const refuses = async (cas: readonly (readonly [string[], string])[]): Promise<void> => {
  const sortie = b.chemin('sortie');
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
  }
};

it('[CL-2] a month that is open: not closed, exported, pre-billed, nor given out; then it is', async () => {
  const sortie = b.chemin('sortie');
  await refuses([
    [['cloturer', '2026-10', '--motif', 'essai'], 'Rien n’a été clos.'],
    [['exporter', '2026-10', '--provisoire', '--vers', sortie], 'Rien n’a été exporté.'],
    [['prefacturer', '2026-10', '--vers', sortie], 'Rien n’a été préfacturé.'],
    [['etat', 'heures', '--du', '2026-10-01', '--au', '2026-10-31'], 'Rien n’a été donné.'],
    [['rapport', '2026-10', '--vers', sortie], 'Le rapport n’a pas été édité.'],
    [['restituer', '--vers', sortie], 'La restitution n’a pas été faite.'],
    [['sauvegarder', `${sortie}/s.tgs`], 'Rien n’a été sauvegardé.'],
    [['reversibilite', sortie], 'Aucun jeu n’a été écrit.'],
    [['purger'], 'Rien n’a été effacé.'],
  ]);
  for (const a of CODES_ANTENNES) expect(await lireCloture(magasin, a, '2026-10' as Mois)).toBeUndefined();
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
  const { code, stderr } = await b.telegestionAvec(
    { COUCHDB_URL: g.url, MILLESIME_RETOUR: b.chemin('retour') },
    'envoyer',
    '2026-10',
    '--destination',
    'MILLESIME',
  );
  expect([code, stderr]).toEqual([1, expect.stringContaining('Rien n’est parti.')]);
  g.dire(noeuds());
  expect(await lancer('exporter', '2026-10', '--vers', sortie)).toMatchObject({ code: 0 });
  expect(await lancer('archiver', '2026-10')).toMatchObject({ code: 0 });
});
