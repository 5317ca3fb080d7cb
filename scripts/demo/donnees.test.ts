import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { instantSchema, moisSchema } from '#shared/temps/types';
import { jour } from '#shared/testing/constructeurs';
import { genererService } from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { copierDonnees, fichiersDe } from './donnees';

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

test('a copy says up to which day it goes and who opens it; their passwords stay with what was prepared, for the next start', () => {
  const dossier = mkdtempSync(join(tmpdir(), 'tg-copie-'));
  const [pret, vers] = [join(dossier, 'pret'), join(dossier, 'vers')];
  mkdirSync(join(pret, 'millesime'), { recursive: true });
  mkdirSync(vers);
  const comptes = [{ identifiant: 'est', motDePasse: 'galet-verger-sureau-12' }];
  writeFileSync(join(pret, 'comptes.json'), JSON.stringify(comptes));
  writeFileSync(join(pret, 'jusqu-au'), '2026-11-15');
  expect(copierDonnees(pret, vers)).toEqual({ limite: '2026-11-15', comptes });
  expect(readdirSync(vers)).toEqual(['jusqu-au']);
  expect(existsSync(join(pret, 'comptes.json'))).toBe(true);
  rmSync(dossier, { recursive: true });
});
