import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ajouterMois, dateParis, instantDe, moisDe } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { attendreFin } from '../../scripts/demo/processus';
import { generer } from '../../sync-server/domaines/formation/generer';
import { lireFiche } from '../../sync-server/store/embarque/fiche';
import { executerCommande } from './commande';
import { inventer } from './inventer';

// The invented service that the stories are about: made and imported once in a run, then copied for each product.

export type Donnees = {
  /** Files as Millésime sent them, and the data folder that they were imported in. */
  echange: string;
  dataDir: string;
  /** Last full month: it has visits, corrections to make, and is still open. */
  moisPasse: Mois;
  /** The month before it, of which some antennas have only visits to correct. */
  moisManquants: Mois;
};

/** Where a run keeps them: see `preparation.ts`. */
const dossierDeLaRun = (): string => {
  const dossier = process.env.DONNEES_ESSAI;
  if (dossier === undefined) throw new Error('DONNEES_ESSAI : les récits se lancent par playwright.config.ts');
  return dossier;
};

const noms = (dossier: string) => ({ echange: join(dossier, 'millesime'), dataDir: join(dossier, 'donnees') });

/** Ends the store of a folder: it would stay two seconds more, and a folder is copied once nothing writes in it. */
export const fermerMagasin = async (dataDir: string): Promise<void> => {
  const pid = lireFiche(dataDir)?.pid;
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGTERM');
  } catch (e) {
    // It has ended since by itself.
    if ((e as NodeJS.ErrnoException).code === 'ESRCH') return;
    throw e;
  }
  await attendreFin(pid);
};

const importerDossier = async ({ echange, dataDir }: ReturnType<typeof noms>): Promise<void> => {
  await executerCommande(['importer', echange], { MODE: 'demonstration', DATA_DIR: dataDir, COUCHDB_URL: '' });
  await fermerMagasin(dataDir);
};

const fabriquer = async (dossier: string): Promise<void> => {
  const { echange } = noms(dossier);
  mkdirSync(echange);
  for (const { nom, contenu } of inventer(instantDe(Date.now()))) writeFileSync(join(echange, nom), contenu);
  await importerDossier(noms(dossier));
};

const LIMITE_MS = 400_000;

/** What one worker of the run makes, the others wait for; by the day, since what is planned today is another thing tomorrow. */
const unSeulFabrique = async (dossier: string): Promise<void> => {
  const fini = `${dossier}.fini`;
  try {
    mkdirSync(dossier);
  } catch {
    const limite = Date.now() + LIMITE_MS;
    while (!existsSync(fini) && Date.now() < limite) await new Promise((suite) => setTimeout(suite, 50));
    const dit = readFileSync(fini, 'utf8');
    if (dit !== '') throw new Error(dit);
    return;
  }
  const erreur = await fabriquer(dossier).then(
    () => '',
    (e: unknown) => String(e),
  );
  writeFileSync(fini, erreur);
  if (erreur !== '') throw new Error(erreur);
};

/** A copy of the data in that folder: nothing that happens to it reaches another. */
export const copierDonnees = async (vers: string): Promise<Donnees> => {
  const jour = dateParis(instantDe(Date.now()));
  const modele = join(dossierDeLaRun(), jour);
  await unSeulFabrique(modele);
  cpSync(modele, vers, { recursive: true });
  return { ...noms(vers), moisPasse: ajouterMois(moisDe(jour), -1), moisManquants: ajouterMois(moisDe(jour), -2) };
};

/** Another invented service than that of the stories, a small one of its own seed, made for one product. */
export const donneesGenerees =
  (graine: number) =>
  async (vers: string): Promise<Donnees> => {
    const maintenant = instantDe(Date.now());
    const mois = moisDe(dateParis(maintenant));
    const moisPasse = ajouterMois(mois, -1);
    const { echange } = noms(vers);
    const ecrit = await generer({
      vers: echange,
      graine,
      mois: [moisPasse, mois],
      taille: 'petite',
      jusqua: maintenant,
    });
    if (!ecrit.ok) throw new Error(ecrit.refus.message);
    await importerDossier(noms(vers));
    return { ...noms(vers), moisPasse, moisManquants: ajouterMois(mois, -2) };
  };
