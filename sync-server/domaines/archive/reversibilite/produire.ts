import { constants } from 'node:fs';
import { access, copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import { ADMINISTRATION } from '#shared/domain/releve/corrections';
import { pluriel } from '#shared/mots/nombres';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { estErreurDisque, hacher } from '../../../adapters/dossier';
import type { Horloge } from '../../../ports/horloge';
import { compterPourDeBon } from '../../../store/inventaire/pour-de-bon';
import type { Magasin } from '../../../store/lire';
import { avecVerrou } from '../../../store/verrou';
import { ENTREES, tracer } from '../../audit';
import {
  compterInventaire,
  direIncomplete,
  idDe,
  listerFichiers,
  ouvrirInventaireSauve,
  ouvrirLecture,
} from '../../exploitation';
import { parcourirMoisClos } from './clos';
import { ecrireCsv } from './csv';
import { ecrireDocuments } from './documents';
import { AUTORITE, DESTINATAIRES, type Destinataire, lisezMoi, VERIFICATEUR } from './lisez-moi';
import { MANIFESTE, type Manifeste, SOMMES, texteSommes } from './manifeste';
import { cheminReel, ecrireTexte, type FichierSorti, ouvrirSortie } from './sortie';

export type PortsReversibilite = {
  magasin: Magasin;
  horloge: Horloge;
  dataDir: string;
  /** Runs the transitions until nothing is left to do: what was received is paired and judged. */
  rattraper: () => Promise<void>;
  exclus?: readonly string[];
  /** The certificates of the authority that dates the archive, where one is set. */
  autorite?: string | undefined;
  progres?: (texte: string) => void;
};

export type RapportReversibilite = {
  dossier: string;
  documents: number;
  fichiers: number;
  moisClos: number;
  /** By set: SHA-256 of its list of hashes, to be noted when it is handed over. */
  sommes: Record<Destinataire, string>;
};

const TRAVAIL = '.en-cours';
const RIEN = 'Aucun jeu n’a été écrit.';

const ecrireClos = async (
  m: Magasin,
  racine: string,
  ecrits: FichierSorti[],
): Promise<Resultat<Manifeste['moisClos']>> => {
  const moisClos: Manifeste['moisClos'] = [];
  const r = await parcourirMoisClos(m, async (mois, fichiers) => {
    moisClos.push(mois);
    for (const f of fichiers)
      ecrits.push(await ecrireTexte(racine, `csv/clos/${mois.mois}/${f.nom}`, f.contenu, f.lignes));
  });
  return r.ok ? { ok: true, valeur: moisClos } : r;
};

/** The files kept beside the store. The telephone's journal is not of them: what it holds is in the store once it has handed it on. */
const copierFichiers = async (p: PortsReversibilite, racine: string): Promise<FichierSorti[]> => {
  const copies: FichierSorti[] = [];
  const { chemins } = await listerFichiers({ dataDir: p.dataDir, exclus: p.exclus ?? [], depuisMs: undefined });
  for (const chemin of chemins.filter((c) => !c.startsWith('svi/'))) {
    const lecture = await ouvrirLecture(p.dataDir, chemin);
    if (!lecture) continue;
    const sortie = await ouvrirSortie(racine, `fichiers/${chemin}`);
    for await (const octets of lecture.octets()) await sortie.ecrire(octets);
    copies.push(await sortie.finir());
    p.progres?.(pluriel(copies.length, 'fichier'));
  }
  return copies;
};

const VERIFIER = fileURLToPath(new URL('../../../../bin/verifier-archive', import.meta.url));

/** What checks the archive without us, and the certificates of who dated it: a set is checked where neither can be asked for any more. */
const copierVerificateur = async (p: PortsReversibilite, racine: string): Promise<FichierSorti[]> => {
  const copies = [await ecrireTexte(racine, VERIFICATEUR, await readFile(VERIFIER))];
  if (p.autorite !== undefined) copies.push(await ecrireTexte(racine, AUTORITE, await readFile(p.autorite)));
  return copies;
};

/** The front page, the manifest and the hashes of one set; gives the SHA-256 of these. */
const achever = async (racine: string, m: Manifeste, pour: Destinataire): Promise<string> => {
  const page = await ecrireTexte(racine, 'LISEZMOI.md', lisezMoi(m, pour));
  const manifeste = await ecrireTexte(racine, MANIFESTE, `${JSON.stringify(m, null, 1)}\n`);
  const sommes = texteSommes([...m.fichiers, page, manifeste]);
  await ecrireTexte(racine, SOMMES, sommes);
  return hacher(sommes);
};

const copierJeu = async (de: string, vers: string, fichiers: readonly FichierSorti[]): Promise<void> => {
  for (const { chemin } of fichiers) {
    await mkdir(dirname(cheminReel(vers, chemin)), { recursive: true, mode: 0o700 });
    await copyFile(cheminReel(de, chemin), cheminReel(vers, chemin), constants.COPYFILE_FICLONE);
  }
};

/** The documents, of which all that was received is there. */
const ecrireEnComptant = async (
  m: Magasin,
  racine: string,
  o: { instant: Instant; progres: (texte: string) => void },
): Promise<Resultat<FichierSorti[]>> => {
  const inventaire = await ouvrirInventaireSauve(m, await m.bases(), o.instant);
  const compteur = compterInventaire('écrits');
  const fichiers = await ecrireDocuments(m, racine, o.progres, (base, d) => {
    compteur.compter(base, d);
    inventaire?.nommes.delete(`${base} ${idDe(d)}`);
  });
  if (!inventaire) return { ok: true, valeur: fichiers };
  const manquants = [...inventaire.nommes].map((x) => `il manque ${x.slice(x.indexOf(' ') + 1)}`);
  const differences = [...compteur.comparer(await inventaire.finir()), ...manquants];
  return differences.length === 0
    ? { ok: true, valeur: fichiers }
    : refuser(
        'INVENTAIRE',
        `${direIncomplete(differences, 'Jeu incomplet')} ${RIEN} Prévenez l’exploitant : le runbook « inventaire » dit que faire.`,
      );
};

const produire = async (
  p: PortsReversibilite,
  travail: string,
  o: { instant: Instant },
): Promise<Resultat<Omit<RapportReversibilite, 'dossier'>>> => {
  const progres = p.progres ?? (() => undefined);
  const racine = join(travail, 'exploitant');
  const fichiers: FichierSorti[] = [];
  const clos = await ecrireClos(p.magasin, racine, fichiers);
  if (!clos.ok) return clos;
  for (const x of await ecrireCsv(p, racine, dateParis(o.instant), progres)) fichiers.push(x);
  for (const x of await copierFichiers(p, racine)) fichiers.push(x);
  for (const x of await copierVerificateur(p, racine)) fichiers.push(x);
  const documentsEcrits = await ecrireEnComptant(p.magasin, racine, { instant: o.instant, progres });
  if (!documentsEcrits.ok) return documentsEcrits;
  fichiers.push(...documentsEcrits.valeur);
  const documents = fichiers.reduce(
    (n, f) => n + (f.chemin.endsWith('.jsonl') && f.chemin.startsWith('donnees/') ? (f.lignes ?? 0) : 0),
    0,
  );
  const manifeste: Manifeste = {
    format: 'telegestion/reversibilite',
    version: 1,
    produitLe: o.instant,
    // By a command: who typed it is in the audit log.
    auteur: ADMINISTRATION,
    documents,
    fichiers,
    moisClos: clos.valeur,
  };
  await copierJeu(racine, join(travail, 'casvp'), fichiers);
  const sommes = {
    exploitant: await achever(racine, manifeste, 'exploitant'),
    casvp: await achever(join(travail, 'casvp'), manifeste, 'casvp'),
  };
  return { ok: true, valeur: { documents, fichiers: fichiers.length, moisClos: clos.valeur.length, sommes } };
};

const refusDisque = (e: unknown, dossier: string): Refusee => {
  if (!estErreurDisque(e)) throw e;
  return refuser(
    'DISQUE',
    `Écriture impossible dans « ${dossier} » (${e.message}) : vérifiez le dossier, ses droits et la place.`,
  );
};

/** Writes both sets into an empty folder, whole or not at all. No import nor closing runs meanwhile. */
export const reversibilite = async (
  p: PortsReversibilite,
  c: { dossier: string; auteur: string },
): Promise<Resultat<RapportReversibilite>> => {
  const travail = join(c.dossier, TRAVAIL);
  try {
    await mkdir(c.dossier, { recursive: true, mode: 0o700 });
    await rm(travail, { recursive: true, force: true });
    if ((await readdir(c.dossier)).length > 0)
      return refuser(
        'DOSSIER_OCCUPE',
        `« ${c.dossier} » n’est pas vide : donnez un autre dossier, pour ne rien y écraser.`,
      );
    if (
      p.autorite !== undefined &&
      !(await access(p.autorite, constants.R_OK).then(
        () => true,
        () => false,
      ))
    )
      return refuser(
        'AUTORITE',
        `Le fichier des certificats de l’horodatage (HORODATAGE_CA, « ${p.autorite} ») ne se lit pas : donnez son chemin, ou ôtez ce réglage. Rien n’a été écrit.`,
      );
    const instant = p.horloge();
    const fait = await avecVerrou(p.magasin, p.horloge, () =>
      compterPourDeBon({ ...p, verrouTenu: true }, RIEN, async () => {
        await p.rattraper();
        return produire(p, travail, { instant });
      }),
    );
    if (!fait)
      return refuser('ECRITURE_EN_COURS', 'Un import ou une clôture est en cours : attendez sa fin, puis relancez.');
    if (!fait.ok) return fait;
    for (const nom of Object.keys(DESTINATAIRES)) await rename(join(travail, nom), join(c.dossier, nom));
    const produite = ENTREES.REVERSIBILITE.ecrire.produite({ empreinte: fait.valeur.sommes.exploitant });
    await tracer(p.magasin, { instant, auteur: c.auteur, ...produite });
    return { ok: true, valeur: { dossier: c.dossier, ...fait.valeur } };
  } catch (e) {
    return refusDisque(e, c.dossier);
  } finally {
    await rm(travail, { recursive: true, force: true }).catch(() => undefined);
  }
};
