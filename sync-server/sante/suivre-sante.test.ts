import { expect, test } from 'vitest';
import { paris } from '#shared/testing/constructeurs';
import type { Config } from '../config';
import { noterReception } from '../domaines/dossiers/echanges/receptions';
import { type RapportFichier, rapportVide } from '../domaines/dossiers/importer/rapport';
import type { EtatSauvegarde } from '../domaines/exploitation';
import { ErreurRefusee } from '../socle/travaux';
import { refusGrappe } from '../store/grappe/grappe';
import type { Magasin, Noeud } from '../store/magasin';
import { magasinMemoire } from '../store/memoire/memoire';
import { suivreSante } from './suivre-sante';

const MAINTENANT = paris('2026-11-25 10:00');

type Parties = Record<string, { etat?: string; raison?: string }>;

/** Each of its readers is another: what one found is kept for two seconds. */
const sante = (
  magasin: Magasin,
  depot?: string,
  plus: Partial<Config> = {},
  etat: EtatSauvegarde = { etat: 'aucune' },
) =>
  suivreSante({
    magasin,
    horloge: () => MAINTENANT,
    config: {
      MODE: 'production',
      DATA_DIR: '.',
      SAUVEGARDE_DIR: undefined,
      MILLESIME_DEPOT: depot,
      SMTP_URL: undefined,
      COURRIEL_DE: undefined,
      PUBLIC_ORIGIN: undefined,
      SVI_ORIGIN: undefined,
      ...plus,
    },
    transitions: () => undefined,
    service: () => undefined,
    exterieur: () => undefined,
    sauvegarde: () => etat,
    svi: () => undefined,
    astreinte: () => undefined,
  });

test('[MAG-13] the health looks at the nodes as everybody does: what it saw away, nobody counts for good on its return', async () => {
  let [present, actifS] = [false, 900];
  const noeuds = async (): Promise<Noeud[]> =>
    ['a', 'b', 'c'].map((nom) =>
      nom === 'c' && !present ? { nom, present: false } : { nom, present: true, aTransmettre: 0, actifS },
    );
  const magasin = { ...magasinMemoire(), noeuds };
  await magasin.creerBase('tg-central');
  const grappe = async () => (await sante(magasin).lire()).parties as Parties;
  expect((await grappe()).grappe?.raison).toContain('absent : c');
  [present, actifS] = [true, 920];
  expect((await refusGrappe(magasin, 'Rien n’a été clos.'))?.refus.code).toBe('GRAPPE_RECENTS');
  expect((await grappe()).grappe?.raison).toBe('se remet à jour : c vient de revenir');
  actifS = 961;
  expect(await refusGrappe(magasin, 'Rien n’a été clos.')).toBeUndefined();
  expect((await grappe()).grappe).toEqual({ etat: 'ok' });
});

test('[MAG-13] nodes that are there and take nothing are told by a write: 202 confirms nothing', async () => {
  const vrai = magasinMemoire();
  await vrai.creerBase('tg-central');
  let pris = true;
  const noeuds = async (): Promise<Noeud[]> =>
    ['a', 'b', 'c'].map((nom) => ({ nom, present: true, aTransmettre: 0, actifS: 900 }));
  const affermir: Magasin['affermir'] = (base, ids) =>
    pris ? vrai.affermir(base, ids) : Promise.resolve({ fermes: [], introuvables: [] });
  const grappe = async () => (await sante({ ...vrai, noeuds, affermir }).lire()).parties as Parties;
  expect((await grappe()).grappe).toEqual({ etat: 'ok' });
  pris = false;
  expect((await grappe()).grappe?.etat).toBe('panne');
});

test('a job that failed is said with its cause until it passes again, and without what it was working on', async () => {
  const magasin = magasinMemoire();
  await magasin.creerBase('tg-central');
  const s = sante(magasin);
  const rapport = { nom: 'sauvegarder', ms: 1, frequent: false };
  s.noterTravail({ ...rapport, erreur: Object.assign(new Error('usager:MARTIN'), { code: 'ENOSPC' }) });
  s.noterTravail({ ...rapport, nom: 'archiver', erreur: new ErreurRefusee({ code: 'GRAPPE', message: 'MARTIN' }) });
  expect(((await s.lire()).parties as Parties).travaux).toEqual({
    etat: 'attention',
    raison: 'dernier passage en échec : archiver (GRAPPE), sauvegarder (disque plein)',
  });
  s.noterTravail(rapport);
  s.noterTravail({ ...rapport, nom: 'archiver' });
  const apres = sante(magasin);
  expect(((await apres.lire()).parties as Parties).travaux).toEqual({ etat: 'ok' });
});

test('[AL-5] the feed of Millésime is of the last time that one of its files was taken: those refused, or a stray one, say nothing', async () => {
  const magasin = magasinMemoire();
  const noter = (quand: string, etats: RapportFichier['etat'][]) =>
    noterReception(magasin, {
      ...{ instant: paris(quand), auteur: 'RECEPTION', origine: 'DEPOT' },
      rapport: {
        fichiers: etats.map((etat) => rapportVide('USAGERS_20261120.csv', 'e', etat)),
        ignores: ['lisez-moi.txt'],
      },
    });
  const millesime = async () => ((await sante(magasin, 'depot').lire()).parties as Parties).millesime;
  await noter('2026-11-19 06:00', ['REFUSE']);
  expect(await millesime()).toEqual({ etat: 'attention', raison: 'aucun fichier pris' });
  await noter('2026-11-20 06:00', ['REFUSE', 'IMPORTE']);
  for (let n = 0; n < 30; n += 1) await noter(`2026-11-2${1 + (n % 4)} 06:00`, n % 2 ? ['REFUSE', 'EN_ATTENTE'] : []);
  await noter('2026-11-25 06:00', []);
  expect(await millesime()).toEqual({ etat: 'attention', raison: expect.stringContaining('rien depuis le') });
  expect((await millesime())?.raison).toContain('20');
  await noter('2026-11-25 06:05', ['INCHANGE']);
  expect(await millesime()).toEqual({ etat: 'ok' });
});

test('mails are said to be set when they can leave: a server without who writes drops them all', async () => {
  const magasin = magasinMemoire();
  await magasin.creerBase('tg-central');
  const courriel = async (reglages: Partial<Config>) =>
    ((await sante(magasin, undefined, reglages).lire()).parties as Parties).courriel;
  const SMTP_URL = 'smtp://smtp.test:587';
  expect((await courriel({ SMTP_URL }))?.etat).toBe('inconnu');
  expect(await courriel({ SMTP_URL, COURRIEL_DE: 'telegestion@paris.test' })).toEqual({ etat: 'ok' });
});

test('backups on the disk of the data go with it: the health says so, of a real service', async () => {
  const magasin = magasinMemoire();
  await magasin.creerBase('tg-central');
  const partie = async (plus: Partial<Config>) => {
    const s = sante(magasin, undefined, plus, { etat: 'ok', depuis: MAINTENANT });
    return ((await s.lire()).parties as Parties).copies;
  };
  expect(await partie({ SAUVEGARDE_DIR: '.' })).toEqual({
    etat: 'attention',
    raison: expect.stringContaining('sur le même disque que les données'),
  });
  expect(await partie({ SAUVEGARDE_DIR: '.', MODE: 'demonstration' })).toEqual({ etat: 'ok' });
  // Another file system than that of the sources.
  expect(await partie({ SAUVEGARDE_DIR: '/proc' })).toEqual({ etat: 'ok' });
});
