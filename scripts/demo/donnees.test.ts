import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { instantSchema, moisSchema } from '#shared/temps/types';
import { jour } from '#shared/testing/constructeurs';
import { genererService } from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { avecCorrections, copierDonnees, fichiersDe } from './donnees';

const [passe, mois] = [moisSchema.parse('2026-10'), moisSchema.parse('2026-11')];
const service = (jusqua: string) =>
  genererService({ graine: 6, mois: [passe, mois], taille: TAILLES.petite, jusqua: instantSchema.parse(jusqua) });
const rangees = (contenu: string): string[] => contenu.split('\r\n').slice(1, -2);

test('what was prepared some days ago and what comes with the day are all that happened, each row once, and counted', () => {
  const limite = jour('2026-11-15');
  // Prepared in the night, while visits of the evening before are not over.
  const avant = fichiersDe(service('2026-11-17T01:30:00Z'), { mois, limite, depuis: false });
  const tout = service('2026-11-20T14:00:00Z');
  const apres = fichiersDe(tout, { mois, limite, depuis: true });
  expect(apres.map((f) => f.nom)).toEqual(['POINTAGES_202611.csv', 'CORRECTIONS_202611.csv']);
  const de = (fichiers: typeof avant, nom: string): string => fichiers.find((f) => f.nom === nom)?.contenu ?? '';
  const pointages = [avant, apres].map((f) => de(f, 'POINTAGES_202611.csv'));
  for (const p of pointages) expect(p).toMatch(new RegExp(`#FIN;${rangees(p).length}\\s*$`));
  expect(pointages.flatMap(rangees).sort()).toEqual(rangees(de(tout.fichiers, 'POINTAGES_202611.csv')).sort());
  for (const nom of ['USAGERS_20261101.csv', 'PLANNING_202611.csv', 'CORRECTIONS_202610.csv'])
    expect(de(avant, nom)).toBe(de(tout.fichiers, nom));
});

test('of corrections, drawn anew each time, those that were prepared stand, and those that come are made since, of other visits, under other ids', () => {
  const limite = jour('2026-11-15');
  const nom = 'CORRECTIONS_202611.csv';
  const de = (fichiers: { nom: string; contenu: string }[]): string =>
    fichiers.find((f) => f.nom === nom)?.contenu ?? '';
  const avant = de(fichiersDe(service('2026-11-17T01:30:00Z'), { mois, limite, depuis: false }));
  const tout = avecCorrections(service('2026-11-20T14:00:00Z'), { nom, contenu: avant }, limite);
  const apres = de(fichiersDe(tout, { mois, limite, depuis: true }));
  expect(rangees(avant).length).toBeGreaterThan(5);
  expect(rangees(apres).length).toBeGreaterThan(0);
  expect(rangees(de(tout.fichiers))).toEqual([avant, apres].flatMap(rangees));
  for (const f of [avant, apres, de(tout.fichiers)]) expect(f).toMatch(new RegExp(`#FIN;${rangees(f).length}\\r\\n$`));
  const champ = (contenu: string, n: number): Set<string> =>
    new Set(rangees(contenu).map((l) => l.split(';')[n] ?? ''));
  for (const rang of [0, 4, 5])
    expect([...champ(apres, rang)].filter((v) => v !== '' && champ(avant, rang).has(v))).toEqual([]);
  const jours = (contenu: string): string[] =>
    rangees(contenu).map((l) => (l.split(';')[1] ?? '').slice(0, 10).split('/').reverse().join('-'));
  expect(jours(avant).every((j) => j <= limite)).toBe(true);
  expect(jours(apres).every((j) => j > limite)).toBe(true);
});

test('a copy says up to which day it goes and who opens it; their passwords stay with what was prepared, for the next start', () => {
  const dossier = mkdtempSync(join(tmpdir(), 'tg-copie-'));
  const [pret, vers] = [join(dossier, 'pret'), join(dossier, 'vers')];
  mkdirSync(join(pret, 'millesime'), { recursive: true });
  mkdirSync(vers);
  const comptes = [{ identifiant: 'est', motDePasse: 'galet-verger-sureau-12' }];
  writeFileSync(join(pret, 'comptes.json'), JSON.stringify(comptes));
  writeFileSync(join(pret, 'jusqu-au'), '2026-11-15');
  const corrections = { nom: 'CORRECTIONS_202611.csv', contenu: 'id_correction\r\n#FIN;0\r\n' };
  writeFileSync(join(pret, 'millesime', corrections.nom), corrections.contenu);
  expect(copierDonnees(pret, vers, mois)).toEqual({ limite: '2026-11-15', comptes, corrections });
  expect(readdirSync(vers)).toEqual(['jusqu-au']);
  expect(existsSync(join(pret, 'comptes.json'))).toBe(true);
  rmSync(dossier, { recursive: true });
});
