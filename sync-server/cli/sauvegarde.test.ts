import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BancCli, ouvrirBancCli, PETIT, type Sortie } from './banc';

const CLE = Buffer.alloc(32, 7).toString('base64');
let b: BancCli;
beforeAll(async () => {
  b = await ouvrirBancCli();
  await b.telegestion('importer', PETIT);
  const cloture = await b.telegestion('cloturer', '2026-10', '--motif', 'essai');
  if (cloture.code !== 0) throw new Error(cloture.stderr);
}, 400_000);
afterAll(() => b.fermer());

const dans = (dossier: string, ...args: string[]): Promise<Sortie> =>
  b.lancer(args, { DATA_DIR: b.chemin(dossier), SAUVEGARDE_CLE: CLE }).fin;
const ici = (...args: string[]): Promise<Sortie> => b.lancer(args, { SAUVEGARDE_CLE: CLE }).fin;

/** The files of October in an installation are those expected. */
const comparer = async (dossier: string): Promise<void> => {
  const vers = b.chemin(`sortie-${dossier}`);
  const { code, stderr } = await dans(dossier, 'exporter', '2026-10', '--vers', vers);
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('échoué')]);
  for (const nom of await readdir(join(PETIT, 'attendu')))
    expect(await readFile(join(vers, nom), 'utf8')).toBe(await readFile(join(PETIT, 'attendu', nom), 'utf8'));
};

it('sauvegarder, vérifier à blanc, restaurer ailleurs : les mêmes fichiers', async () => {
  const fichier = b.chemin('s.tgs');
  const sansCle = await b.telegestion('sauvegarder', fichier);
  expect([sansCle.code, sansCle.stderr]).toEqual([1, expect.stringContaining('SAUVEGARDE_CLE')]);
  const faite = await ici('sauvegarder', fichier, '--json');
  expect([faite.code, JSON.parse(faite.stdout)]).toMatchObject([
    0,
    { fichier, rang: 0, empreinte: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  expect(faite.stdout + faite.stderr).not.toContain(CLE);
  const suite = await ici('sauvegarder', b.chemin('s1.tgs'), '--depuis', fichier);
  expect([suite.code, suite.stdout]).toEqual([0, expect.stringContaining('Incrément n° 1')]);
  expect(suite.stdout).toContain('À garder à part : SAUVEGARDE_CLE');

  const blanc = await ici('restaurer', b.chemin('s1.tgs'), '--a-blanc');
  expect([blanc.code, blanc.stdout]).toEqual([
    0,
    expect.stringMatching(/intacte : 2 fichiers .*\n.*Rien n’a été écrit/),
  ]);
  const occupee = await ici('restaurer', fichier);
  expect([occupee.code, occupee.stderr]).toEqual([1, expect.stringContaining('n’est pas vide')]);
  const fausse = await b.lancer(['restaurer', fichier], {
    DATA_DIR: b.chemin('x'),
    SAUVEGARDE_CLE: 'une autre phrase bien longue',
  }).fin;
  expect([fausse.code, fausse.stderr]).toEqual([1, expect.stringContaining('n’est pas celle')]);
  const instant = await dans('x', 'restaurer', fichier, '--jusqu-a', 'hier');
  expect([instant.code, instant.stderr]).toEqual([1, expect.stringContaining('AAAA-MM-JJTHH:MM:SSZ')]);
  const octets = await readFile(fichier);
  await writeFile(b.chemin('coupe.tgs'), octets.subarray(0, octets.length / 2));
  expect((await dans('x', 'restaurer', b.chemin('coupe.tgs'))).stderr).toMatch(/coupée/);

  const rendue = await dans('rendue', 'restaurer', b.chemin('s1.tgs'));
  expect([rendue.code, rendue.stdout]).toEqual([0, expect.stringContaining('Restauré : l’état du')]);
  await comparer('rendue');
  expect((await dans('rendue', 'audit', 'verifier')).code).toBe(0);
}, 400_000);

it('deux jeux de réversibilité, repris dans une installation vide : les mêmes fichiers', async () => {
  const faits = await b.telegestion('reversibilite', b.chemin('jeux'));
  expect([faits.code, faits.stdout]).toEqual([0, expect.stringContaining('Deux jeux complets')]);
  const encore = await b.telegestion('reversibilite', b.chemin('jeux'));
  expect([encore.code, encore.stderr]).toEqual([1, expect.stringContaining('n’est pas vide')]);
  const occupee = await b.telegestion('reprendre', b.chemin('jeux/casvp'));
  expect([occupee.code, occupee.stderr]).toEqual([1, expect.stringContaining('n’est pas vide')]);
  const rien = await dans('reprise', 'reprendre', b.chemin('jeux'));
  expect([rien.code, rien.stderr]).toEqual([
    1,
    expect.stringContaining('donnez le dossier « exploitant » ou « casvp »'),
  ]);
  const reprise = await dans('reprise', 'reprendre', b.chemin('jeux/exploitant'), '--json');
  expect([reprise.code, JSON.parse(reprise.stdout)]).toMatchObject([0, { moisClos: 6 }]);
  await comparer('reprise');
}, 400_000);
