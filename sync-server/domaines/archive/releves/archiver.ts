import type { Cloture } from '#shared/contrats/cloture/cloture';
import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { libelleAntenne, nommerAntennes } from '#shared/domain/antenne/registre';
import { chainer, type Entree, GENESE, type Piece } from '#shared/domain/releve/chaine';
import { CHEMIN_TETES, cheminChaine, cheminObjet } from '#shared/domain/releve/chemins';
import { fonctionDe } from '#shared/domain/releve/corrections';
import {
  aUneSuite,
  ditLesRectifications,
  donneesReleve,
  parFonction,
  SANS_RECTIFICATION,
  type SujetReleve,
  VERSIONS_RELEVE,
  type VersionReleve,
} from '#shared/domain/releve/donnees';
import { jsonCanonique } from '#shared/domain/releve/json-canonique';
import { ecrireTetes, type Maillon, type Tetes } from '#shared/domain/releve/tetes';
import { verifierChaine } from '#shared/domain/releve/verifier';
import { moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { dateParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { type Archive, avecVerrouArchive, estErreurDisque, hacher, ouvrirArchive } from '../../../adapters/dossier';
import type { Horloge } from '../../../ports/horloge';
import { compterPourDeBon } from '../../../store/inventaire/pour-de-bon';
import { lireCloture } from '../../../store/lectures/clos';
import type { Magasin } from '../../../store/lire';
import { ENTREES, tracer } from '../../audit';
import type { Autorite } from '../horodatage/autorite';
import { exigerArchiveConnue, noterArchive } from './connue';
import { type Fabrique, ouvrirFabrique } from './fabriquer';
import { horodaterDerniere, type RapportHorodatage } from './horodater';
import { estElimine, inscrire, lireTetesArchive } from './registre';
import { aDesHeures, lireSujets } from './sujets';

export type PortsArchivage = {
  magasin: Magasin;
  horloge: Horloge;
  dossier: string;
  /** Who dates the month's root; absent: nobody does, and the archive says so. */
  autorite?: Autorite | undefined;
  progres?: (texte: string) => void;
};

export type RapportAntenne = {
  antenne: Antenne;
  releves: number;
  /** Files written by this run; 0 when all was there. */
  ecrits: number;
  /** Last hash of the chain. */
  empreinte: string;
};
export type RapportArchivage = {
  mois: Mois;
  antennes: RapportAntenne[];
  ouvertes: Antenne[];
  horodatage: RapportHorodatage;
};

const RIEN = 'Rien n’a été archivé.';

/**
 * [CL-2, RE] Files of a closed month's statements, and the chain that seals them. Done once; run again, it writes nothing, or
 * makes again, to the byte, what has gone.
 */
export const archiver = async (
  p: PortsArchivage,
  c: { mois: Mois; antennes: readonly Antenne[]; auteur: string; neuve?: boolean },
): Promise<Resultat<RapportArchivage>> => {
  const connue = c.neuve ? undefined : await exigerArchiveConnue(p.magasin, ouvrirArchive(p.dossier));
  if (connue && !connue.ok) return connue;
  const lues = await compterPourDeBon(p, RIEN, async () => {
    const connues = await Promise.all(c.antennes.map((a) => lireCloture(p.magasin, a, c.mois)));
    return { ok: true, valeur: c.antennes.map((a, i) => [a, connues[i]] as const) };
  });
  if (!lues.ok) return lues;
  const clotures = new Map(lues.valeur.flatMap(([a, cloture]) => (cloture ? [[a, cloture] as const] : [])));
  const ouvertes = c.antennes.filter((a) => !clotures.has(a));
  if (clotures.size === 0)
    return refuser(
      'MOIS_OUVERT',
      `Le mois ${c.mois} n’est pas clos (${nommerAntennes(ouvertes)}) : clôturez-le par « telegestion cloturer ${c.mois} », puis relancez.`,
    );
  try {
    const fait = await avecVerrouArchive(p.dossier, () => archiverTout(p, c.mois, clotures, ouvertes));
    await noterArchive(p.magasin, ouvrirArchive(p.dossier), p.horloge());
    if (fait?.ok) await noter(p, c, fait.valeur);
    return fait ?? refuser('ARCHIVAGE_EN_COURS', 'Un archivage est déjà en cours : attendez sa fin, puis relancez.');
  } catch (e) {
    if (!estErreurDisque(e)) throw e;
    return refuser(
      'DOSSIER_ARCHIVE',
      `Écriture impossible dans « ${p.dossier} » (${e.message}) : vérifiez le dossier, ses droits et la place, puis relancez. Ce qui est déjà écrit sera repris.`,
    );
  }
};

/** Run again with nothing to write, it has done nothing. */
const noter = async (p: PortsArchivage, c: { mois: Mois; auteur: string }, r: RapportArchivage): Promise<void> => {
  const ecrites = r.antennes.filter((a) => a.ecrits > 0).map((a) => a.antenne);
  if (ecrites.length === 0) return;
  const faite = ENTREES.ARCHIVE.ecrire.archives({ mois: c.mois, antennes: ecrites });
  await tracer(p.magasin, { instant: p.horloge(), auteur: c.auteur, ...faite });
};

const archiverTout = async (
  p: PortsArchivage,
  mois: Mois,
  clotures: ReadonlyMap<Antenne, Cloture>,
  ouvertes: Antenne[],
): Promise<Resultat<RapportArchivage>> => {
  const archive = ouvrirArchive(p.dossier);
  const fabrique = ouvrirFabrique(archive);
  const antennes: RapportAntenne[] = [];
  try {
    for (const [antenne, cloture] of clotures) {
      const r = await archiverAntenne({ p, archive, fabrique, antenne, cloture, mois });
      if (!r.ok) return r;
      antennes.push(r.valeur);
    }
  } finally {
    await fabrique.fermer();
  }
  const horodatage = await horodaterDerniere(archive, { horloge: p.horloge, autorite: p.autorite });
  return horodatage.ok ? { ok: true, valeur: { mois, antennes, ouvertes, horodatage: horodatage.valeur } } : horodatage;
};

type Travail = {
  p: PortsArchivage;
  archive: Archive;
  fabrique: Fabrique;
  antenne: Antenne;
  cloture: Cloture;
  mois: Mois;
};

const nomme = (t: Travail): string => `${libelleAntenne(t.antenne)}, ${moisEnMots(t.mois)}`;

const lireOuCreerTetes = async (archive: Archive): Promise<Resultat<Tetes>> => {
  const lues = await lireTetesArchive(archive);
  if (!lues.ok || (await archive.existe(CHEMIN_TETES))) return lues;
  // Written before the first chain: from then on, its absence is a loss and not a beginning.
  await archive.ecrire(CHEMIN_TETES, ecrireTetes(lues.valeur, hacher));
  await archive.synchroniser();
  return lues;
};

const lireIntacts = (t: Travail): Promise<Resultat<SujetReleve[]>> =>
  compterPourDeBon(t.p, RIEN, async () => {
    const sujets = await lireSujets(t.p.magasin, t.cloture);
    return sujets
      ? { ok: true, valeur: sujets }
      : refuser(
          'ETAT_ALTERE',
          `L’état figé de ${nomme(t)} n’est plus celui de la clôture : rien n’est archivé. Comparez avec une sauvegarde.`,
        );
  });

const archiverAntenne = async (t: Travail): Promise<Resultat<RapportAntenne>> => {
  const tetes = await lireOuCreerTetes(t.archive);
  if (!tetes.ok) return tetes;
  const maillons = tetes.valeur.antennes[t.antenne] ?? [];
  const rang = maillons.findIndex((m) => m.mois === t.mois);
  const avant = rang >= 0 ? maillons.slice(0, rang) : maillons;
  const precedent = avant.at(-1)?.empreinte ?? GENESE;
  const chemin = cheminChaine(t.antenne, t.mois);
  const texte = await t.archive.lire(chemin);
  if (texte === undefined && rang >= 0 && (await estElimine(t.archive, tetes.valeur, t.antenne, t.mois)))
    return refuser(
      'MOIS_ELIMINE',
      `Les relevés de ${nomme(t)} ont été éliminés au terme de leur conservation : ils ne se refont pas.`,
    );
  const attendu = maillons[rang];
  const fait =
    texte === undefined ? await produire(t, precedent, attendu) : await completer(t, chemin, texte, precedent);
  if (!fait.ok) return fait;
  const { entrees, empreinte, chaine } = fait.valeur;
  if (attendu && (attendu.empreinte !== empreinte || attendu.entrees !== entrees))
    return refuser(
      'ARCHIVE_ALTEREE',
      `La chaîne de ${nomme(t)} n’est plus celle qui a été archivée : lancez « telegestion verifier », et remettez les fichiers depuis une sauvegarde.`,
    );
  // Objects first, then the chain that names them, the register that names the chain, the list that names both: cut anywhere, it is taken up again.
  let { ecrits } = fait.valeur;
  await t.archive.synchroniser();
  if (chaine !== undefined) {
    await t.archive.ecrire(chemin, chaine);
    await t.archive.synchroniser();
    ecrits += 1;
  }
  if (!attendu) {
    const quoi = { genre: 'MOIS', antenne: t.antenne, mois: t.mois, entrees, racine: empreinte } as const;
    const inscrit = await inscrire(t.archive, tetes.valeur, dateParis(t.cloture.instant).slice(0, 4), quoi);
    if (!inscrit.ok) return inscrit;
    const antennes = { ...tetes.valeur.antennes, [t.antenne]: [...maillons, { mois: t.mois, entrees, empreinte }] };
    const suite = { ...inscrit.valeur, antennes };
    await t.archive.ecrire(CHEMIN_TETES, ecrireTetes(suite, hacher));
    await t.archive.synchroniser();
    ecrits += 1;
  }
  return { ok: true, valeur: { antenne: t.antenne, releves: entrees, ecrits, empreinte } };
};

type Fait = { entrees: number; empreinte: string; ecrits: number; chaine?: string };

const progression = (t: Travail) => (n: number, total: number) =>
  t.p.progres?.(`${libelleAntenne(t.antenne)} : ${n} / ${pluriel(total, 'relevé')}`);

/**
 * [CL-2] A month's statements are all of one version: that of the data of one of them, which its chain names (`donnees`) or which are
 * there, of a month that was archived or begun by a former version of the product. Undefined: nothing is there yet.
 */
const versionConnue = async (
  t: Travail,
  sujets: readonly SujetReleve[],
  donnees: ReadonlyMap<string, { donnees: string }> = new Map(),
): Promise<VersionReleve | undefined> => {
  // One that says nothing more in the current version than in the former would not tell them apart.
  for (const sujet of [sujets.find(aUneSuite), sujets[0]])
    if (sujet)
      for (const version of VERSIONS_RELEVE) {
        const empreinte = hacher(jsonCanonique(donneesReleve(sujet.etat, t.cloture, version, sujet)));
        if (empreinte === donnees.get(sujet.etat.usagerId)?.donnees) return version;
        if (await t.archive.existe(cheminObjet(empreinte, 'json'))) return version;
      }
  return undefined;
};

/** What the first line of a chain says; `nomme`: who closed by their account, as chains once did, and not by their function. */
const ouvrirChaine = (t: Travail, nomme: boolean) => {
  const { numero, instant, empreinte, inventaire } = t.cloture;
  const auteur = nomme ? t.cloture.auteur : fonctionDe(t.cloture, t.antenne, t.cloture.instant);
  const cloture = { numero, auteur, instant, empreinte, ...(inventaire ? { inventaire } : {}) };
  return { antenne: t.antenne, mois: t.mois, cloture };
};

type Produit = Fait & { chaine: string; pieces: readonly Piece[] };

/** `attendu`: what the list of what is archived says of it, where its chain has gone. */
const produireEn = async (
  t: Travail,
  sujets: readonly SujetReleve[],
  { precedent, attendu, version }: { precedent: string; attendu?: Maillon; version?: VersionReleve },
): Promise<Produit> => {
  // Of whom the month has nothing but what it rectifies, a former version made no statement.
  const retenus = version === undefined || ditLesRectifications(version) ? sujets : sujets.filter(aDesHeures);
  const { pieces, ecrits } = await t.fabrique.fabriquer(retenus, t.cloture, progression(t), version);
  const chainee = (nomme: boolean) => chainer({ ...ouvrirChaine(t, nomme), precedent }, pieces, hacher);
  // A month without any usager has no data to tell its version: the list of what is archived does.
  const proposee = chainee(version !== undefined && !parFonction(version));
  const autre = attendu && attendu.empreinte !== proposee.empreinte ? chainee(true) : undefined;
  const chaine = autre && autre.empreinte === attendu?.empreinte ? autre : proposee;
  return { entrees: pieces.length, empreinte: chaine.empreinte, ecrits, chaine: chaine.texte, pieces };
};

/** All the statements of a month whose chain is not there. */
const produire = async (t: Travail, precedent: string, attendu: Maillon | undefined): Promise<Resultat<Fait>> => {
  const lus = await lireIntacts(t);
  if (!lus.ok) return lus;
  const version = await versionConnue(t, lus.valeur);
  const lien = { precedent, ...(attendu ? { attendu } : {}) };
  const fait = await produireEn(t, lus.valeur, { ...lien, ...(version ? { version } : {}) });
  if (!attendu || fait.empreinte === attendu.empreinte || !lus.valeur.some(aUneSuite))
    return { ok: true, valeur: fait };
  // Chain and data have gone: the month was archived before statements said what they rectify.
  const avant = await produireEn(t, lus.valeur, { ...lien, version: SANS_RECTIFICATION });
  if (avant.empreinte !== attendu.empreinte) return { ok: true, valeur: fait };
  const cites = new Set(avant.pieces.flatMap((p) => [p.pdf, p.donnees]));
  for (const { pdf, donnees } of fait.pieces) {
    if (!cites.has(pdf)) await t.archive.retirer(cheminObjet(pdf, 'pdf'));
    if (!cites.has(donnees)) await t.archive.retirer(cheminObjet(donnees, 'json'));
  }
  return { ok: true, valeur: avant };
};

/** A month that has its chain: it is checked, and the files that it names and that have gone are made again. */
const completer = async (t: Travail, chemin: string, texte: string, precedent: string): Promise<Resultat<Fait>> => {
  const { defauts, lu } = verifierChaine(chemin, texte, t, hacher);
  const [defaut] = defauts;
  if (defaut) return refuser('ARCHIVE_ALTEREE', `${chemin} : ${defaut.message}`);
  if (lu.precedent !== precedent || lu.fin === undefined)
    return refuser(
      'ARCHIVE_ALTEREE',
      `${chemin} ne suit pas la chaîne de cette archive : mettez ce fichier à part, puis relancez.`,
    );
  const incomplets: Entree[] = [];
  for (const e of lu.entrees)
    if (
      !(await t.archive.existe(cheminObjet(e.pdf, 'pdf'))) ||
      !(await t.archive.existe(cheminObjet(e.donnees, 'json')))
    )
      incomplets.push(e);
  const fait: Fait = { entrees: lu.entrees.length, empreinte: lu.fin, ecrits: 0 };
  if (incomplets.length === 0) return { ok: true, valeur: fait };
  const lus = await lireIntacts(t);
  if (!lus.ok) return lus;
  const voulus = new Map(incomplets.map((e) => [e.usagerId, e]));
  const aRefaire = lus.valeur.filter((s) => voulus.has(s.etat.usagerId));
  const version = await versionConnue(t, aRefaire, voulus);
  const { pieces, ecrits } = await t.fabrique.fabriquer(aRefaire, t.cloture, progression(t), version);
  const autre = incomplets.find((e) => {
    const p = pieces.find((x) => x.usagerId === e.usagerId);
    return p?.pdf !== e.pdf || p.donnees !== e.donnees;
  });
  if (autre)
    return refuser(
      'RELEVE_DIFFERENT',
      `Un fichier du relevé n° ${autre.n} de ${nomme(t)} manque et ne se refait pas à l’identique : remettez-le depuis une sauvegarde.`,
    );
  return { ok: true, valeur: { ...fait, ecrits } };
};
