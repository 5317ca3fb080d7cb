import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { antenneSchema } from '#shared/contrats/antenne';
import { empreinteLigne } from '#shared/domain/releve/chaine';
import { jsonCanonique } from '#shared/domain/releve/json-canonique';
import { TETES_VIDES } from '#shared/domain/releve/tetes';
import { verifierArchive } from '#shared/domain/releve/verifier';
import { hacher, vueDossier } from '../sync-server/adapters/dossier';
import { copieAlteree, fichiersDe } from '../sync-server/domaines/archive/testing/alterer';
import { ecrirePetiteArchive, type PetiteArchive } from '../sync-server/domaines/archive/testing/petite-archive';

const SOURCE = fileURLToPath(new URL('./verifier-archive', import.meta.url));
/** `npm run epreuve` asks for more. */
const ALTERATIONS = Number(process.env.ALTERATIONS ?? 100);
/** Folders that one run of the program checks. */
const LOT = 250;

type Rapport = {
  dossier: string;
  releves: number;
  jetons: number;
  sansHorodatage: string[];
  defauts: { code: string; fichier: string; message: string }[];
};

let archive: PetiteArchive;
let ailleurs: string;
let programme: string;
beforeAll(async () => {
  archive = await ecrirePetiteArchive({ datee: true, septieme: true });
  ailleurs = mkdtempSync(join(tmpdir(), 'tg-verifier-'));
  // Copied alone, to where nothing of ours can be found.
  programme = join(ailleurs, 'verifier-archive');
  copyFileSync(SOURCE, programme);
});
afterAll(async () => {
  await archive.fermer();
  rmSync(ailleurs, { recursive: true, force: true });
});

const lancer = (...args: string[]) => {
  const r = spawnSync(process.execPath, [programme, ...args], {
    cwd: ailleurs,
    env: { NODE_ENV: 'production' },
    encoding: 'utf8',
  });
  return { code: r.status, sortie: r.stdout, erreur: r.stderr };
};

describe('verifier-archive', () => {
  it('[RE] one file of Node’s alone finds a copied archive whole, and its time-stamps those of the authority', () => {
    const r = lancer(archive.dossier, '--ca', archive.ca);
    expect(r).toMatchObject({ code: 0, erreur: '' });
    expect(r.sortie).toContain('archive intacte. 8 relevés, 6 chaînes de mois, 2 horodatages.');
    expect(lancer(archive.dossier).sortie).toContain('Autorité d’horodatage non vérifiée');
    const json: Rapport = JSON.parse(lancer(archive.dossier, '--json').sortie);
    expect(json).toMatchObject({ releves: 8, jetons: 2, sansHorodatage: [], defauts: [] });
    expect(readFileSync(SOURCE, 'utf8')).not.toMatch(/\brequire\(|\bimport\b(?! que)/);
  });

  it('[RE] an antenna that was created is one as the first six are: its code is judged by its form alone', async () => {
    expect(readFileSync(join(archive.dossier, 'tetes.json'), 'utf8')).toContain('"RIVE_2":[');
    const enLot = join(ailleurs, 'codes');
    for (const code of ['RIVE_2', 'Z', 'rive', 'RIVE__2', 'RIVE_', '../RIVE', 'A'.repeat(21), 'A'.repeat(20)]) {
      // Sealed anew by who can: what is named so was not written by the product.
      const copie = join(enLot, encodeURIComponent(code));
      mkdirSync(copie, { recursive: true });
      const corps = { format: 'telegestion/tetes', version: 2, ...TETES_VIDES, antennes: { [code]: [] } };
      const texte = jsonCanonique({ ...corps, empreinte: empreinteLigne(corps, hacher) });
      writeFileSync(join(copie, 'tetes.json'), `${texte}\n`);
      const admis = antenneSchema.safeParse(code).success;
      const r = lancer(copie);
      expect([code, r.code, r.sortie.includes('n’a pas la forme')]).toEqual([code, admis ? 0 : 1, !admis]);
      const vue = await vueDossier(copie);
      expect([code, vue && (await verifierArchive(vue)).defauts.length === 0]).toEqual([code, admis]);
    }
  });

  it(`[RE] ${ALTERATIONS} random alterations of the archive are all found, by the product’s own check too`, async () => {
    const racine = mkdtempSync(join(archive.dossier, '..', 'alterees-'));
    const manquees: string[] = [];
    for (let premiere = 0; premiere < ALTERATIONS; premiere += LOT) {
      const copies = Array.from({ length: LOT }, (_, i) => ({ dossier: join(racine, `${premiere + i}`), quoi: '' }));
      for (const [i, c] of copies.entries()) c.quoi = copieAlteree(archive.dossier, c.dossier, premiere + i);
      const r = lancer('--json', ...copies.map((c) => c.dossier));
      expect(r.code).toBe(1);
      const rapports = new Map((JSON.parse(r.sortie) as Rapport[]).map((x) => [x.dossier, x]));
      for (const c of copies) if (rapports.get(c.dossier)?.defauts.length === 0) manquees.push(c.quoi);
      // The other implementation, on a part of them.
      for (const c of copies.slice(0, LOT / 10)) {
        const vue = await vueDossier(c.dossier);
        if (!vue || (await verifierArchive(vue)).defauts.length === 0)
          manquees.push(`${c.quoi} (telegestion verifier)`);
      }
      for (const c of copies) rmSync(c.dossier, { recursive: true });
    }
    expect(manquees).toEqual([]);
  }, 1_800_000);

  it('[RE] says in French which file is wrong and why, and answers 1', () => {
    const copie = join(ailleurs, 'copie');
    for (const f of fichiersDe(archive.dossier)) {
      mkdirSync(join(copie, f, '..'), { recursive: true });
      copyFileSync(join(archive.dossier, f), join(copie, f));
    }
    const pdf = fichiersDe(copie).find((f) => f.endsWith('.pdf')) ?? '';
    writeFileSync(join(copie, pdf), 'autre chose');
    writeFileSync(join(copie, 'note.txt'), 'x');
    const r = lancer(copie);
    expect(r.code).toBe(1);
    expect(r.sortie).toMatch(new RegExp(`ALTERE ${pdf} : Le PDF du relevé n° \\d de \\w+ 2026-1\\d a été modifié`));
    expect(r.sortie).toContain('EN_TROP note.txt : Rien ne cite ce fichier.');
  });

  it('[RE] time-stamps of another authority than the one that is trusted are refused', () => {
    const cle = ['-newkey', 'rsa:2048', '-nodes', '-keyout', join(ailleurs, 'autre.key')];
    execFileSync('openssl', ['req', '-x509', '-subj', '/CN=Autre', ...cle, '-out', join(ailleurs, 'autre.pem')], {
      stdio: 'pipe',
    });
    const r = lancer(archive.dossier, '--ca', join(ailleurs, 'autre.pem'));
    expect(r.code).toBe(1);
    expect(r.sortie.match(/n’est pas de celles du fichier donné par --ca/g)).toHaveLength(2);
  });

  it('[RE] an archive sealed again whole, without time-stamps, is not proved: 3 by the authority, 1 by the hash that was noted', async () => {
    const refaite = await ecrirePetiteArchive({ datee: false });
    try {
      const r = lancer(refaite.dossier, '--ca', archive.ca);
      expect(r.code).toBe(3);
      expect(r.sortie).toMatch(/NON PROUVÉE[\s\S]*Sans horodatage : /);
      expect(r.sortie).not.toContain('intacte');
      const racineDe = (dossier: string): string => JSON.parse(lancer(dossier, '--json').sortie).racine;
      const notee = racineDe(archive.dossier);
      for (const attendue of [notee, notee.toUpperCase()])
        expect(lancer(archive.dossier, '--ca', archive.ca, '--empreinte-attendue', attendue).code).toBe(0);
      // Noted once the first month was there: the archive has grown since.
      const [, premiere = ''] = readFileSync(join(archive.dossier, 'registre', '2026.jsonl'), 'utf8').split('\n');
      expect(lancer(archive.dossier, '--empreinte-attendue', JSON.parse(premiere).empreinte).code).toBe(0);
      const autre = lancer(refaite.dossier, '--empreinte-attendue', notee);
      expect([autre.code, autre.sortie.includes('RESCELLE')]).toEqual([1, true]);
      expect(lancer(archive.dossier, '--empreinte-attendue', 'abc').code).toBe(2);
    } finally {
      await refaite.fermer();
    }
  });

  it('refuses what is not an archive, an unknown option, a file of certificates without any: 2', () => {
    expect(lancer(join(ailleurs, 'rien'))).toMatchObject({
      code: 2,
      erreur: expect.stringContaining('ne contient pas d’archive'),
    });
    expect(lancer()).toMatchObject({ code: 2, erreur: expect.stringContaining('Vérifie une archive') });
    expect(lancer(archive.dossier, '--vite')).toMatchObject({ code: 2, erreur: expect.stringContaining('--vite') });
    expect(lancer(archive.dossier, '--ca', programme).code).toBe(2);
    expect(lancer('--help')).toMatchObject({ code: 0, sortie: expect.stringContaining('Sortie : 0') });
  });
});
