import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ajouterJours, ajouterMois, dateParis, moisParis } from '#shared/temps/paris';
import { type DateCivile, dateCivileSchema, type Instant, type Mois } from '#shared/temps/types';
import {
  type Demande,
  type FichierGenere,
  genererService,
  type ServiceGenere,
} from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { empreinteDes } from '../../bin/programmes.mjs';
import { lireFiche } from '../../sync-server/store/embarque/fiche';
import { ouvrirMagasin } from '../../sync-server/store/ouvrir';
import { commander } from './commande';
import { type CompteDemo, creerComptes } from './comptes';
import { ecrireHistoire } from './histoire/ecrire';
import { avecVoisin } from './journee';
import { garderLignes } from './lignes';
import { attendreFin } from './processus';

// What does not depend on the hour: the months that are over, and the present one up to some days ago, made by the build, or by the
// first start of a month, and copied.

/** Beside the programs, away from what is served. */
const DOSSIER = 'dist/demonstration';
const LIMITE = 'jusqu-au';
/** Of that folder alone, which never leaves this machine: who may open it, with their passwords. */
const COMPTES = 'comptes.json';
/** What it is made of. */
const SOURCES = ['shared', 'sync-server', 'embarque', 'scripts/demo'];
const GRAINE = 6;
/** Closed months behind the one that is closed here: two years, with those that are open. */
const MOIS_D_HISTOIRE = 22;

/** Of the range kept for invented numbers: nobody answers there. */
const NUMERO_VERT = '+33199008000';
const ASSISTANCE = { numero: '+33199008100', heures: 'lundi à vendredi, 8\u00a0h\u00a030 – 17\u00a0h' };

export const MODE = 'demonstration';

export const demander = (maintenant: Instant): Demande => ({
  graine: GRAINE,
  mois: [-2, -1, 0].map((n) => ajouterMois(moisParis(maintenant), n)),
  taille: TAILLES.moyenne,
  jusqua: maintenant,
});

/** Two days before: visits of the night that were not over yet are the day's. */
const veilleDe = (maintenant: Instant): DateCivile => ajouterJours(dateParis(maintenant), -2);

/** Of a file of punches, the rows of some days. */
const rangees = (contenu: string, garder: (jour: DateCivile) => boolean): string =>
  garderLignes(contenu, (l, n) => {
    const [jour, mois, an] = (l.split(';')[1] ?? '').slice(0, 10).split('/');
    return n === 0 || l.startsWith('#') || an === undefined || garder(`${an}-${mois}-${jour}` as DateCivile);
  });

/** The files of the months that are over, and of the present one what had happened by a day; or what came since. */
export const fichiersDe = (
  { fichiers }: ServiceGenere,
  o: { mois: Mois; limite: DateCivile; depuis: boolean },
): FichierGenere[] => {
  const duMois = `_${o.mois.replace('-', '')}`;
  return fichiers.flatMap(({ nom, contenu }): FichierGenere[] => {
    if (!nom.includes(duMois)) return o.depuis ? [] : [{ nom, contenu }];
    if (/^(POINTAGES|CORRECTIONS)_/.test(nom))
      return [{ nom, contenu: rangees(contenu, (jour) => jour > o.limite === o.depuis) }];
    return o.depuis ? [] : [{ nom, contenu }];
  });
};

/** The punch, or the planned visit, that a row of corrections is about. */
const cibleDe = (ligne: string): string => {
  const [, , , , pointage, visite] = ligne.split(';');
  return pointage || visite || '';
};

/**
 * Corrections of a month are drawn from all that has happened, others each time: those that were prepared stand, and of the others
 * come those made since, of visits that none of the first is about, under ids of their own.
 */
export const avecCorrections = (
  service: ServiceGenere,
  { nom: leur, contenu: faites }: FichierGenere,
  limite: DateCivile,
): ServiceGenere => {
  const lignes = faites.split('\r\n').slice(1, -2);
  const corrigees = new Set(lignes.map(cibleDe));
  const completer = (contenu: string): string => {
    const depuis = rangees(contenu, (jour) => jour > limite)
      .split('\r\n')
      .slice(1, -2)
      .filter((l) => !corrigees.has(cibleDe(l)))
      .map((l) => `D${l.slice(1)}`);
    const [entete] = contenu.split('\r\n');
    return [entete, ...lignes, ...depuis, `#FIN;${lignes.length + depuis.length}`, ''].join('\r\n');
  };
  return {
    ...service,
    fichiers: service.fichiers.map(({ nom, contenu }) => ({
      nom,
      contenu: nom === leur ? completer(contenu) : contenu,
    })),
  };
};

export const ecrireFichiers = (vers: string, fichiers: readonly FichierGenere[]): void => {
  mkdirSync(vers, { recursive: true });
  for (const { nom, contenu } of fichiers) writeFileSync(join(vers, nom), contenu);
};

const cleDe = (racine: string, mois: Mois): string => {
  const fichiers = SOURCES.flatMap((s) =>
    readdirSync(join(racine, s), { recursive: true, encoding: 'utf8' })
      .filter((f) => /\.ts$/.test(f) && !/\.test\.ts$/.test(f))
      .map((f) => join(s, f)),
  );
  return `${mois}-${empreinteDes(racine, fichiers.sort()).slice(0, 16)}`;
};

const remplir = async (dossier: string, maintenant: Instant, dire: (ligne: string) => void): Promise<void> => {
  const demande = demander(maintenant);
  const [clos] = demande.mois;
  if (!clos) return;
  const env = { MODE, DATA_DIR: dossier, COUCHDB_URL: '' };
  const magasin = await ouvrirMagasin({ dataDir: dossier });
  try {
    const echange = join(dossier, 'millesime');
    const limite = veilleDe(maintenant);
    const service = avecVoisin(genererService(demande));
    ecrireFichiers(echange, fichiersDe(service, { mois: moisParis(maintenant), limite, depuis: false }));
    writeFileSync(join(dossier, LIMITE), limite);
    await commander(['importer', echange], env);
    writeFileSync(join(dossier, COMPTES), JSON.stringify(await creerComptes(magasin)), { mode: 0o600 });
    await commander(['cloturer', clos, '--motif', 'démonstration'], env);
    const ecrire = (cle: string, valeur: string) =>
      commander(['parametre', 'ecrire', cle, valeur, '--depuis', `${clos}-01`], env);
    await ecrire('numeroVert', NUMERO_VERT);
    await ecrire('assistance', JSON.stringify(ASSISTANCE));
    dire('Vingt-deux mois clos derrière eux…');
    await ecrireHistoire(magasin, clos, MOIS_D_HISTOIRE);
  } finally {
    const pid = lireFiche(dossier)?.pid;
    await magasin.fermer();
    // Copied, or erased, once the store has written its last.
    if (pid !== undefined) await attendreFin(pid);
  }
};

/** The folder of the months that are over, made where it is missing; others, of another month or version, go. */
export const preparerDonnees = async (o: {
  racine: string;
  maintenant: Instant;
  dire: (ligne: string) => void;
}): Promise<string> => {
  const tous = join(o.racine, DOSSIER);
  const cle = cleDe(o.racine, moisParis(o.maintenant));
  const pret = join(tous, cle);
  if (existsSync(pret)) return pret;
  o.dire('Les mois passés d’un service inventé… (une fois par mois, 1 min)');
  mkdirSync(tous, { recursive: true });
  for (const ancien of readdirSync(tous)) if (!ancien.startsWith(cle)) rmSync(join(tous, ancien), { recursive: true });
  const provisoire = `${pret}.${process.pid}`;
  try {
    await remplir(provisoire, o.maintenant, o.dire);
    // Another may have made it meanwhile.
    if (!existsSync(pret)) renameSync(provisoire, pret);
  } finally {
    rmSync(provisoire, { recursive: true, force: true, maxRetries: 20 });
  }
  return pret;
};

export type DonneesPretes = { limite: DateCivile; comptes: CompteDemo[]; corrections: FichierGenere };

/** A copy of it in a folder: nothing that happens there reaches another start. Up to which day it goes, and who opens it. */
export const copierDonnees = (pret: string, vers: string, mois: Mois): DonneesPretes => {
  const nom = `CORRECTIONS_${mois.replace('-', '')}.csv`;
  const corrections = { nom, contenu: readFileSync(join(pret, 'millesime', nom), 'utf8') };
  cpSync(pret, vers, { recursive: true });
  // The files are those of the months that are over: what comes is beside.
  rmSync(join(vers, 'millesime'), { recursive: true, force: true });
  rmSync(join(vers, 'magasin.json'), { force: true });
  const comptes: CompteDemo[] = JSON.parse(readFileSync(join(pret, COMPTES), 'utf8'));
  rmSync(join(vers, COMPTES));
  return { limite: dateCivileSchema.parse(readFileSync(join(vers, LIMITE), 'utf8')), comptes, corrections };
};
