import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Antenne, type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import {
  CHEMIN_HORODATAGES,
  CHEMIN_TETES,
  cheminChaine,
  cheminJeton,
  cheminObjet,
  cheminRegistre,
} from '#shared/domain/releve/chemins';
import { ligneHorodatageSchema } from '#shared/domain/releve/registre';
import { lireSuite } from '#shared/domain/releve/scelle';
import { verifierChaine } from '#shared/domain/releve/verifier';
import { deMois, moisEnMots } from '#shared/mots/dates';
import type { Instant, Mois } from '#shared/temps/types';
import { type Archive, estErreurDisque, hacher, ouvrirArchive } from '../../../../adapters/dossier';
import { type EntreeZip, zipper } from '../../../../adapters/zip';
import { lireMoisArchive, refusElimines } from '../mois-archive';
import { lireTetesArchive } from '../registre';
import { type FichierSeda, manifesteSeda, type PartiesSeda, type UniteSeda } from './manifeste';

/** `sans`: antennas that were asked for, and of which the archive has nothing of that month, or no more. */
export type RapportSeda = {
  fichier: string;
  releves: number;
  fichiers: number;
  sans: { antenne: Antenne; elimineLe?: Instant }[];
};

type Unite = UniteSeda & { pdf: Contenu; donnees: Contenu };

type Contenu = FichierSeda & { chemin: string };

const fichierDe = async (
  archive: Archive,
  chemin: string,
  nom: string,
  attendue?: string,
): Promise<Contenu | undefined> => {
  const octets = await archive.octets(chemin);
  if (!octets) return undefined;
  const empreinte = hacher(octets);
  return attendue !== undefined && attendue !== empreinte
    ? undefined
    : { chemin, nom, empreinte, taille: octets.length };
};

const plusEntiere = (mois: Mois): Refusee =>
  refuser(
    'ARCHIVE_ALTEREE',
    `L’archive ${deMois(mois)} n’est plus entière : lancez « telegestion verifier », rien n’est préparé.`,
  );

type AntenneLue = { unites: Unite[]; instant?: Instant; elimineLe?: Instant; absent?: true };

/** The statements of one antenna, each as it was sealed, or it is refused. */
const lireAntenne = async (archive: Archive, antenne: Antenne, mois: Mois): Promise<Resultat<AntenneLue>> => {
  const chemin = cheminChaine(antenne, mois);
  const la = await lireMoisArchive(archive, antenne, mois);
  if (!la.ok) return la;
  const { texte, elimineLe } = la.valeur;
  if (texte === undefined)
    return { ok: true, valeur: { unites: [], absent: true, ...(elimineLe ? { elimineLe } : {}) } };
  const { defauts, lu } = verifierChaine(chemin, texte, { antenne, mois }, hacher);
  if (defauts.length > 0) return plusEntiere(mois);
  const unites: Unite[] = [];
  for (const e of lu.entrees) {
    const nom = `${antenne}/${mois}_${String(e.n).padStart(5, '0')}`;
    const pdf = await fichierDe(archive, cheminObjet(e.pdf, 'pdf'), `${nom}.pdf`, e.pdf);
    const donnees = await fichierDe(archive, cheminObjet(e.donnees, 'json'), `${nom}.json`, e.donnees);
    if (!pdf || !donnees) return plusEntiere(mois);
    unites.push({ antenne, usagerId: e.usagerId, pdf, donnees });
  }
  return { ok: true, valeur: { unites, ...(lu.cloture ? { instant: lu.cloture } : {}) } };
};

/** What proves the month: its chains, the registers, the list of what is archived, the time-stamps. */
const lirePreuves = async (archive: Archive, antennes: readonly Antenne[], mois: Mois): Promise<Contenu[]> => {
  const tetes = await lireTetesArchive(archive);
  const annees = tetes.ok ? tetes.valeur.registre.map((a) => a.annee) : [];
  const journal = lireSuite((await archive.lire(CHEMIN_HORODATAGES)) ?? '', ligneHorodatageSchema, hacher).lignes;
  const chemins = [
    CHEMIN_TETES,
    ...annees.map(cheminRegistre),
    ...antennes.map((a) => cheminChaine(a, mois)),
    CHEMIN_HORODATAGES,
    ...journal.flatMap((l) => (l.genre === 'JETON' ? cheminJeton(l.racine) : [])),
  ];
  const lus = await Promise.all(chemins.map((c) => fichierDe(archive, c, `preuves/${c}`)));
  return lus.flatMap((f) => f ?? []);
};

const ecrireZip = async (
  vers: string,
  instant: Instant,
  manifeste: string,
  archive: Archive,
  contenus: readonly Contenu[],
): Promise<void> => {
  await mkdir(dirname(vers), { recursive: true });
  const temporaire = `${vers}.tmp`;
  const sortie = await open(temporaire, 'w', 0o600);
  try {
    const entrees = async function* (): AsyncGenerator<EntreeZip> {
      yield { nom: 'manifest.xml', octets: Buffer.from(manifeste) };
      for (const c of contenus)
        yield { nom: `content/${c.nom}`, octets: (await archive.octets(c.chemin)) ?? new Uint8Array() };
    };
    for await (const m of zipper(entrees(), instant)) await sortie.write(m);
    await sortie.sync();
    await sortie.close();
    await rename(temporaire, vers);
  } catch (e) {
    await sortie.close().catch(() => undefined);
    await rm(temporaire, { force: true });
    throw e;
  }
};

/**
 * [RE] A month of the archive as one SEDA transfer, with what proves it; the same bytes for the same archive. Of some antennas alone,
 * the file and the transfer are called after them: two parts of a month are not two versions of it.
 */
export const preparerSeda = async (
  dossier: string,
  c: PartiesSeda & { mois: Mois; vers: string; antennes?: readonly Antenne[] },
): Promise<Resultat<RapportSeda>> => {
  const archive = ouvrirArchive(dossier);
  const unites: Unite[] = [];
  const sans: RapportSeda['sans'] = [];
  const clotures = new Map<Antenne, Instant>();
  for (const antenne of c.antennes ?? codesAntennes()) {
    const lue = await lireAntenne(archive, antenne, c.mois);
    if (!lue.ok) return lue;
    const { absent, elimineLe, instant } = lue.valeur;
    if (absent) sans.push({ antenne, ...(elimineLe ? { elimineLe } : {}) });
    for (const u of lue.valeur.unites) unites.push(u);
    if (instant) clotures.set(antenne, instant);
  }
  const instant = [...clotures.values()].sort().at(-1);
  const elimines = sans.flatMap(({ antenne, elimineLe }) => (elimineLe ? { antenne, elimineLe } : []));
  if (instant === undefined && elimines.length > 0) return refusElimines(c.mois, elimines);
  if (instant === undefined)
    return refuser(
      'MOIS_NON_ARCHIVE',
      `Aucun relevé de ${moisEnMots(c.mois)} n’est archivé : lancez d’abord « telegestion archiver ${c.mois} ».`,
    );
  const antennes = [...new Set(unites.map((u) => u.antenne))];
  const preuves = await lirePreuves(archive, antennes, c.mois);
  const tetes = await lireTetesArchive(archive);
  if (!tetes.ok) return tetes;
  const racine = tetes.valeur.registre.at(-1)?.empreinte ?? '';
  const parties = c.antennes ?? [];
  const fichier = join(c.vers, `${['SEDA_RELEVES', c.mois.replace('-', ''), ...parties].join('_')}.zip`);
  const contenus = [...unites.flatMap((u) => [u.pdf, u.donnees]), ...preuves];
  try {
    const manifeste = manifesteSeda({ ...c, parties, instant, clotures, unites, preuves, racine });
    await ecrireZip(fichier, instant, manifeste, archive, contenus);
  } catch (e) {
    if (!estErreurDisque(e)) throw e;
    return refuser(
      'DOSSIER',
      `Écriture impossible dans « ${c.vers} » (${e.message}) : vérifiez la place et les droits.`,
    );
  }
  return { ok: true, valeur: { fichier, releves: unites.length, fichiers: contenus.length + 1, sans } };
};
