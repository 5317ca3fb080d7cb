import { type Resultat, refuser } from '#shared/contrats/commun';
import { CHEMIN_HORODATAGES, CHEMIN_TETES, cheminJeton } from '#shared/domain/releve/chemins';
import { jsonCanonique } from '#shared/domain/releve/json-canonique';
import { type LigneHorodatage, type LigneRegistre, ligneHorodatageSchema } from '#shared/domain/releve/registre';
import { finDe, lireSuite, scellerLigne } from '#shared/domain/releve/scelle';
import { ecrireTetes, type Tetes } from '#shared/domain/releve/tetes';
import { RESTAURER } from '#shared/domain/releve/vue-archive';
import type { Instant } from '#shared/temps/types';
import { type Archive, avecVerrouArchive, hacher, ouvrirArchive } from '../../../adapters/dossier';
import type { Horloge } from '../../../ports/horloge';
import type { Autorite } from '../horodatage/autorite';
import { lireAnnee, lireTetesArchive } from './registre';

export type RapportHorodatage =
  | { etat: 'DEJA' | 'VIDE' | 'SANS_AUTORITE' }
  | { etat: 'DATE'; instant: Instant }
  | { etat: 'ABSENT'; code: string; motif: string };

type Ports = { horloge: Horloge; autorite: Autorite | undefined };

const lireJournal = async (archive: Archive, tetes: Tetes): Promise<Resultat<LigneHorodatage[]>> => {
  const { lignes, faute } = lireSuite((await archive.lire(CHEMIN_HORODATAGES)) ?? '', ligneHorodatageSchema, hacher);
  const { horodatages } = tetes;
  // One line more than the list says is what a crash left.
  return faute || finDe(lignes.slice(0, horodatages.lignes)) !== horodatages.empreinte
    ? refuser(
        'ARCHIVE_ALTEREE',
        `${CHEMIN_HORODATAGES} a été modifié : remettez-le depuis une sauvegarde, puis relancez.`,
      )
    : { ok: true, valeur: lignes };
};

/** What is dated: the register's line without its own hash; the SHA-256 of these bytes is that hash. */
const octetsDates = (ligne: LigneRegistre): Buffer => Buffer.from(jsonCanonique({ ...ligne, empreinte: undefined }));

/**
 * [RE] Has the register's last line dated by the authority: it holds all those before. Done once a line; when the authority
 * gives nothing, the archive says so, and this is tried again later. Inside the archive's lock.
 */
export const horodaterDerniere = async (archive: Archive, p: Ports): Promise<Resultat<RapportHorodatage>> => {
  const tetes = await lireTetesArchive(archive);
  if (!tetes.ok) return tetes;
  const annee = tetes.valeur.registre.at(-1);
  if (!annee) return { ok: true, valeur: { etat: 'VIDE' } };
  const lignes = await lireAnnee(archive, tetes.valeur, annee.annee);
  if (!lignes.ok) return lignes;
  const visee = lignes.valeur[annee.lignes - 1];
  const journal = await lireJournal(archive, tetes.valeur);
  if (!journal.ok) return journal;
  if (!visee || visee.genre === 'OUVERTURE') return { ok: true, valeur: { etat: 'VIDE' } };

  const inscrire = async (ajouts: LigneHorodatage[]): Promise<void> => {
    const toutes = [...journal.valeur, ...ajouts];
    if (ajouts.length > 0)
      await archive.ecrire(CHEMIN_HORODATAGES, toutes.map((l) => `${jsonCanonique(l)}\n`).join(''));
    await archive.synchroniser();
    if (toutes.length === tetes.valeur.horodatages.lignes) return;
    const horodatages = { lignes: toutes.length, empreinte: finDe(toutes) };
    await archive.ecrire(CHEMIN_TETES, ecrireTetes({ ...tetes.valeur, horodatages }, hacher));
    await archive.synchroniser();
  };
  const racine = visee.empreinte;
  if (journal.valeur.some((l) => l.genre === 'JETON' && l.racine === racine)) {
    await inscrire([]);
    return { ok: true, valeur: { etat: 'DEJA' } };
  }
  if (!p.autorite) return { ok: true, valeur: { etat: 'SANS_AUTORITE' } };
  const sujet = {
    n: journal.valeur.length,
    precedent: finDe(journal.valeur),
    annee: annee.annee,
    ligne: visee.n,
    racine,
  };
  const sceller = (suite: object): LigneHorodatage => {
    const corps = { ...sujet, ...suite };
    return ligneHorodatageSchema.parse({ ...corps, empreinte: scellerLigne(corps, hacher).empreinte });
  };
  const r = await p.autorite.horodater(octetsDates(visee));
  if (r.ok) {
    const { reponse, instant } = r.valeur;
    await archive.ecrire(cheminJeton(racine), reponse);
    await inscrire([sceller({ genre: 'JETON', instant, reponse: hacher(reponse) })]);
    return { ok: true, valeur: { etat: 'DATE', instant } };
  }
  const { code, message: motif } = r.refus;
  const avant = journal.valeur.at(-1);
  // Said once, however often it is tried.
  const dit = avant?.genre === 'ABSENCE' && avant.racine === racine && avant.code === code;
  await inscrire(dit ? [] : [sceller({ genre: 'ABSENCE', instant: p.horloge(), code, motif })]);
  return { ok: true, valeur: { etat: 'ABSENT', code, motif } };
};

/** For the job: nothing where there is no archive yet, or where it is being written. */
export const horodaterArchive = async (dossier: string, p: Ports): Promise<Resultat<RapportHorodatage> | undefined> =>
  avecVerrouArchive(dossier, () => horodaterDerniere(ouvrirArchive(dossier), p));

/** Judges again the answers that an archive keeps, by the authorities that are trusted today. */
export const jugeDeJetons =
  (vue: { octets: (chemin: string) => Promise<Uint8Array | undefined> }, autorite: Autorite) =>
  async (chemin: string, ligne: LigneRegistre, instant: Instant): Promise<string | undefined> => {
    const r = await autorite.juger((await vue.octets(chemin)) ?? new Uint8Array(), octetsDates(ligne));
    // Of an authority that is not known any more, the file is good: it is the setting that lacks its certificate.
    if (!r.ok) return r.refus.code === 'CERTIFICAT' ? r.refus.message : `${r.refus.message} ${RESTAURER}`;
    return r.valeur.instant === instant
      ? undefined
      : `Cet horodatage donne un autre instant que celui du journal. ${RESTAURER}`;
  };
