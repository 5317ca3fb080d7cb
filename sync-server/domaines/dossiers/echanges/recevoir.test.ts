import { createHash } from 'node:crypto';
import { existsSync, symlinkSync, unlinkSync } from 'node:fs';
import {
  lstat,
  lutimes,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  symlink,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BASE_CENTRALE, baseAntenne, idParametre } from '#shared/contrats/ids';
import { epochMs } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Courriel } from '../../../ports/courriel';
import { ecrireLot, lireUn } from '../../../ports/documents';
import { rattraper } from '../../../transitions/rattraper';
import { verifierReleves } from '../../archive/reprise/verifier-releves';
import { lireAbsences } from '../plans/plan-absences';
import { type Banc, csv, FINANCEURS, fichier, INTERVENANTS, ligneUsager, ouvrirBanc } from '../testing/banc-import';
import { ouvrirQuotidien } from './quotidien';

let banc: Banc;
let depot: string;
const partis: Courriel[] = [];
let maintenant = '2026-11-24T04:00:00Z' as Instant;

const quotidien = (rattrapage = () => rattraper(banc.magasin, () => maintenant), horloge = () => maintenant) =>
  ouvrirQuotidien({
    magasin: banc.magasin,
    horloge,
    courrier: {
      envoyer: async (c) => {
        partis.push(c);
        return { ok: true, valeur: { id: c.cle ?? '' } };
      },
    },
    extranet: () => 'https://extranet.exemple',
    rattraper: rattrapage,
    depot,
    releves: join(banc.dataDir, 'releves-repris'),
    retour: undefined,
  });

const deposerA = async (nom: string, texte: string, depuisS: number) => {
  await writeFile(join(depot, nom), texte);
  const t = epochMs(maintenant) / 1000 - depuisS;
  await utimes(join(depot, nom), t, t);
};
const racine = async () =>
  (await readdir(depot, { withFileTypes: true }))
    .filter((e) => e.isFile())
    .map((e) => e.name)
    .sort();
const derniere = async () => (await quotidien().lire()).receptions[0];

beforeAll(async () => {
  banc = await ouvrirBanc();
  depot = join(await banc.dossier(), 'depot');
  await mkdir(depot);
  const depuis = '2026-01-01' as DateCivile;
  await ecrireLot(banc.magasin, BASE_CENTRALE, [
    {
      _id: idParametre('destinatairesImports', depuis),
      type: 'parametre',
      cle: 'destinatairesImports',
      depuis,
      valeur: ['suivi@exemple.fr'],
      auteur: 'essai',
      instant: maintenant,
    },
  ]);
});
afterAll(() => banc.fermer());

const usagers = (...ids: string[]) =>
  fichier(
    'USAGERS',
    ids.map((id) => ligneUsager(id)),
  );
const TOUS = Array.from({ length: 20 }, (_, i) => `M${i + 1}`);

it('not before the hour, nor while a file is still being copied; then all at once, in the right order', async () => {
  await deposerA('FINANCEURS.csv', FINANCEURS, 600);
  await deposerA('INTERVENANTS_20261124.csv', INTERVENANTS, 600);
  await deposerA('lisez-moi.txt', 'rien', 600);
  expect([await quotidien().recevoir(), await racine()]).toMatchObject([0, { length: 3 }]);
  maintenant = '2026-11-24T04:31:00Z' as Instant;
  await deposerA('USAGERS_20261124.csv', usagers(...TOUS), 5);
  expect([await quotidien().recevoir(), await racine()]).toEqual([2, ['USAGERS_20261124.csv', 'lisez-moi.txt']]);
  maintenant = '2026-11-24T04:36:00Z' as Instant;
  expect([await quotidien().recevoir(), await racine()]).toEqual([1, ['lisez-moi.txt']]);
  expect(await derniere()).toMatchObject({
    origine: 'DEPOT',
    fichiers: [{ nom: 'USAGERS_20261124.csv', etat: 'IMPORTE', crees: 20 }],
    ignores: ['lisez-moi.txt'],
  });
  expect(await readdir(join(depot, 'pris'))).toHaveLength(2);
});

it('the mail gives counts, and nobody’s name', () => {
  expect(partis.map((c) => c.sujet.split(', ')[1])).toEqual(['tout est pris', '1 fichier à voir']);
  expect(partis[1]?.texte).toContain('- 1 fichier au nom inconnu, laissé dans le dossier');
  expect(partis[1]?.texte).toContain('USAGERS_20261124.csv : importé (20 lues, 20 créées');
  expect(partis[1]?.texte).not.toMatch(/LEBRUN|M1\b|lisez-moi/);
});

it('the same file again next day: said as received, nothing written', async () => {
  maintenant = '2026-11-25T04:36:00Z' as Instant;
  const avant = await banc.photographier();
  await deposerA('FINANCEURS.csv', FINANCEURS, 600);
  expect(await quotidien().recevoir()).toBe(1);
  expect(await derniere()).toMatchObject({ fichiers: [{ etat: 'DEJA_IMPORTE' }] });
  expect(await banc.photographier()).toEqual(avant);
});

it('a link is not followed, whatever it points to: the report says so once, by its name, and the others are taken', async () => {
  maintenant = '2026-11-25T04:39:00Z' as Instant;
  const ailleurs = join(await banc.dossier(), 'ailleurs.csv');
  await writeFile(ailleurs, INTERVENANTS);
  await symlink(ailleurs, join(depot, 'INTERVENANTS_20261125.csv'));
  await lutimes(join(depot, 'INTERVENANTS_20261125.csv'), epochMs(maintenant) / 1000, epochMs(maintenant) / 1000);
  expect(await quotidien().recevoir()).toBe(1);
  expect(await derniere()).toMatchObject({
    fichiers: [
      {
        nom: 'INTERVENANTS_20261125.csv',
        etat: 'REFUSE',
        lus: 0,
        refusFichier: {
          raison:
            'INTERVENANTS_20261125.csv est un lien, et non un fichier : il n’est pas suivi, et rien n’en est pris. Déposez le fichier lui-même à sa place.',
        },
      },
    ],
  });
  expect(await quotidien().recevoir()).toBe(0);
  expect((await readdir(depot)).includes('INTERVENANTS_20261125.csv')).toBe(true);
  await unlink(join(depot, 'INTERVENANTS_20261125.csv'));
});

it('a link to a folder is told as such; a folder of ours that lies on another disk is not', async () => {
  maintenant = '2026-11-25T04:40:00Z' as Instant;
  const ailleurs = await banc.dossier();
  await symlink(ailleurs, join(depot, 'anciens'));
  await symlink(ailleurs, join(depot, 'en-attente'));
  expect(await quotidien().recevoir()).toBe(1);
  const fichiers = (await derniere())?.fichiers;
  expect(fichiers?.map((f) => f.nom)).toEqual(['anciens']);
  expect(fichiers?.[0]?.refusFichier?.raison).toMatch(/est un lien vers un dossier.*retirez ce lien/);
  for (const nom of ['anciens', 'en-attente']) await unlink(join(depot, nom));
});

it.skipIf(!existsSync('/dev/shm'))('what is taken goes to a folder of ours on another disk, once', async () => {
  maintenant = '2026-11-25T04:40:10Z' as Instant;
  const pris = join(depot, 'pris');
  const autreDisque = await mkdtemp('/dev/shm/telegestion-pris-');
  await rename(pris, join(depot, '.pris'));
  await symlink(autreDisque, pris);
  await deposerA('INTERVENANTS_20261124.csv', INTERVENANTS, 600);
  expect(await quotidien().recevoir()).toBe(1);
  const [dossier = ''] = await readdir(autreDisque);
  expect(await readdir(join(autreDisque, dossier))).toEqual(['INTERVENANTS_20261124.csv']);
  expect((await readdir(depot)).filter((n) => n.endsWith('.csv'))).toEqual([]);
  expect(await quotidien().recevoir()).toBe(0);
  await unlink(pris);
  await rename(join(depot, '.pris'), pris);
  await rm(autreDisque, { recursive: true });
});

it('a file that becomes a link once it was listed is not taken: it goes back, and is told as a link the next time', async () => {
  maintenant = '2026-11-25T04:40:30Z' as Instant;
  const [nom, ailleurs] = ['INTERVENANTS_20261126.csv', join(await banc.dossier(), 'ailleurs.csv')];
  await writeFile(ailleurs, INTERVENANTS);
  await deposerA(nom, INTERVENANTS, 600);
  // The hour is asked a first time before the folder is listed, then for each file that was.
  let demandes = 0;
  const horloge = () => {
    demandes += 1;
    if (demandes === 2) {
      unlinkSync(join(depot, nom));
      symlinkSync(ailleurs, join(depot, nom));
    }
    return maintenant;
  };
  expect(await quotidien(undefined, horloge).recevoir()).toBe(0);
  expect((await lstat(join(depot, nom))).isSymbolicLink()).toBe(true);
  expect(await quotidien().recevoir()).toBe(1);
  expect((await derniere())?.fichiers).toMatchObject([
    { nom, lus: 0, refusFichier: { raison: expect.stringContaining('est un lien') } },
  ]);
  await unlink(join(depot, nom));
});

it('a file cut short is refused whole, set aside with its reason', async () => {
  maintenant = '2026-11-25T04:41:00Z' as Instant;
  await deposerA('INTERVENANTS_20261125.csv', INTERVENANTS.replace(/#FIN.*/s, ''), 600);
  expect(await quotidien().recevoir()).toBe(1);
  expect(await derniere()).toMatchObject({
    fichiers: [{ etat: 'REFUSE', refusFichier: { raison: expect.stringContaining('coupé') } }],
  });
  const [dossier = ''] = await readdir(join(depot, 'refuses'));
  expect(await readdir(join(depot, 'refuses', dossier))).toEqual([
    'INTERVENANTS_20261125.csv',
    'INTERVENANTS_20261125.csv.raison.txt',
  ]);
  expect(partis.at(-1)?.sujet).toContain('1 fichier à voir');
});

it('a file that empties the service waits for a person: confirmed it is taken, once; set aside it is not', async () => {
  maintenant = '2026-11-26T04:36:00Z' as Instant;
  await deposerA('USAGERS_20261126.csv', usagers('M1', 'M2'), 600);
  await quotidien().recevoir();
  const attend = await derniere();
  expect(attend).toMatchObject({ fichiers: [{ etat: 'EN_ATTENTE' }], attente: { dossier: expect.any(String) } });
  const decider = (decision: 'CONFIRME' | 'ECARTE') =>
    quotidien().decider({ id: attend?._id ?? '', decision, auteur: 'technique' });
  maintenant = '2026-11-26T09:00:00Z' as Instant;
  expect(await decider('CONFIRME')).toMatchObject({
    ok: true,
    valeur: { origine: 'CONFIRMATION', fichiers: [{ etat: 'IMPORTE', absents: 18 }] },
  });
  expect(await decider('ECARTE')).toMatchObject({ ok: false, refus: { code: 'RECEPTION_DECIDEE' } });

  maintenant = '2026-11-27T04:36:00Z' as Instant;
  await deposerA('USAGERS_20261127.csv', usagers(...TOUS.map((id) => `X${id}`)), 600);
  await quotidien().recevoir();
  const seconde = (await derniere())?._id ?? '';
  expect(await quotidien().decider({ id: seconde, decision: 'ECARTE', auteur: 'technique' })).toMatchObject({
    ok: true,
  });
  expect(await quotidien().decider({ id: 'reception:rien', decision: 'ECARTE', auteur: 'technique' })).toMatchObject({
    ok: false,
    refus: { code: 'RECEPTION_INCONNUE' },
  });
});

it('a taking that a crash cut is taken again', async () => {
  maintenant = '2026-11-28T04:36:00Z' as Instant;
  await mkdir(join(depot, '.en-cours', '20261128T043000Z'), { recursive: true });
  await writeFile(join(depot, '.en-cours', '20261128T043000Z', 'FINANCEURS.csv'), FINANCEURS);
  const t = epochMs(maintenant) / 1000 - 600;
  await utimes(join(depot, '.en-cours', '20261128T043000Z', 'FINANCEURS.csv'), t, t);
  expect(await quotidien().recevoir()).toBe(1);
  expect([await readdir(join(depot, '.en-cours')), await racine()]).toEqual([[], ['lisez-moi.txt']]);
});

it('a taking that fails half-way puts its files back, and the next one takes them', async () => {
  maintenant = '2026-11-29T04:36:00Z' as Instant;
  await deposerA('USAGERS_20261129.csv', usagers(...TOUS, 'M21'), 600);
  await expect(quotidien(() => Promise.reject(new Error('magasin absent'))).recevoir()).rejects.toThrow(
    'magasin absent',
  );
  expect([await readdir(join(depot, '.en-cours')), await racine()]).toEqual([
    [],
    ['USAGERS_20261129.csv', 'lisez-moi.txt'],
  ]);
  expect([await quotidien().recevoir(), await racine()]).toEqual([1, ['lisez-moi.txt']]);
});

it('a file of an unknown name is told once, and again once it changes; it is not touched', async () => {
  maintenant = '2026-11-30T04:36:00Z' as Instant;
  const avant = partis.length;
  expect([await quotidien().recevoir(), partis.length]).toEqual([0, avant]);
  await deposerA('lisez-moi.txt', 'autre chose', 600);
  await deposerA('planning_nov.xls', 'x', 5);
  expect([await quotidien().recevoir(), partis.length]).toEqual([0, avant]);
  await deposerA('planning_nov.xls', 'x', 600);
  await quotidien().recevoir();
  expect(await derniere()).toMatchObject({ fichiers: [], ignores: ['lisez-moi.txt', 'planning_nov.xls'] });
  expect(partis.slice(avant).map((c) => c.sujet)).toEqual(['Télégestion : fichiers de Millésime, 2 fichiers à voir']);
  await quotidien().recevoir();
  expect([partis.length, await racine()]).toEqual([avant + 1, ['lisez-moi.txt', 'planning_nov.xls']]);
});

it('[RE] what the former system leaves comes by the folder too: statements with their PDFs, absences, numbers', async () => {
  maintenant = '2026-12-01T04:36:00Z' as Instant;
  const pdf = '%PDF-1.4 ancien relevé %%EOF';
  const sha = createHash('sha256').update(pdf).digest('hex');
  await deposerA('RELEVES.csv', csv('id_millesime;mois;fichier;sha256', [`M1;2025-12;m1.pdf;${sha}`]), 600);
  await deposerA(
    'ABSENCES_202612.csv',
    csv('id_millesime;type;debut;fin;commentaire', ['M2;VACANCES;03/12/2026;09/12/2026;']),
    600,
  );
  await deposerA(
    'USAGERS_20261201.csv',
    fichier(
      'USAGERS',
      [...TOUS, 'M21'].map((id) => ligneUsager(id, id === 'M1' ? { telephones: '01 99 00 12 12' } : {})),
    ),
    600,
  );
  // Its PDF is still being copied: the list waits for it, the rest does not.
  await deposerA('m1.pdf', pdf, 5);
  expect([await quotidien().recevoir(), await racine()]).toMatchObject([2, expect.arrayContaining(['RELEVES.csv'])]);
  await deposerA('m1.pdf', pdf, 600);
  maintenant = '2026-12-01T04:41:00Z' as Instant;
  expect(await quotidien().recevoir()).toBe(1);
  expect(await derniere()).toMatchObject({
    fichiers: [{ nom: 'RELEVES.csv', etat: 'IMPORTE', crees: 1 }],
    ignores: [],
  });
  expect(await racine()).toEqual(['lisez-moi.txt', 'planning_nov.xls']);
  expect(await readdir(join(depot, 'pris', '20261201T044100Z'))).toEqual(['RELEVES.csv', 'm1.pdf']);
  expect(await verifierReleves(join(banc.dataDir, 'releves-repris'))).toMatchObject({ releves: 1, defauts: [] });
  const m1 = await lireUn<{ telephones: string[] }>(banc.magasin, baseAntenne('SUD'), 'usager:M1');
  expect(m1?.telephones).toEqual(['+33199001212']);
  expect((await lireAbsences(banc.magasin)).map((a) => [a.usagerId, a.du])).toEqual([['M2', '2026-12-03']]);
});
