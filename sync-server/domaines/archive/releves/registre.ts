import { type Antenne, type Resultat, refuser } from '#shared/contrats/commun';
import { GENESE } from '#shared/domain/releve/chaine';
import { CHEMIN_TETES, cheminRegistre } from '#shared/domain/releve/chemins';
import { type LigneMois, type LigneRegistre, ligneRegistreSchema, lignesDeMois } from '#shared/domain/releve/registre';
import { finDe, lireSuite, scellerLigne } from '#shared/domain/releve/scelle';
import { lireTetes, TETES_VIDES, type Tetes } from '#shared/domain/releve/tetes';
import type { Instant, Mois } from '#shared/temps/types';
import { type Archive, hacher } from '../../../adapters/dossier';

type SansLien<T> = T extends unknown ? Omit<T, 'n' | 'precedent' | 'empreinte'> : never;
/** What is written of a month, or of its end; its place and its hashes come with the line. */
export type Inscription = SansLien<LigneMois>;

const altere = (fichier: string, message: string): Resultat<never> =>
  refuser(
    'ARCHIVE_ALTEREE',
    `${fichier} : ${message} Lancez « telegestion verifier », et remettez les fichiers depuis une sauvegarde.`,
  );

/** The list of what the archive holds; an archive that has chains and no list is refused: it lost it. */
export const lireTetesArchive = async (archive: Archive): Promise<Resultat<Tetes>> => {
  const texte = await archive.lire(CHEMIN_TETES);
  if (texte === undefined)
    return (await archive.existe('chaines'))
      ? refuser(
          'TETES_ABSENTES',
          `${CHEMIN_TETES} manque dans ${archive.racine} : remettez-le depuis une sauvegarde, puis relancez.`,
        )
      : { ok: true, valeur: TETES_VIDES };
  const tetes = lireTetes(texte, hacher);
  return tetes
    ? { ok: true, valeur: tetes }
    : refuser('ARCHIVE_ALTEREE', `${CHEMIN_TETES} a été modifié : remettez-le depuis une sauvegarde, puis relancez.`);
};

/** A year's lines as they are on the disk; one more than `tetes.json` says is what a crash left. */
export const lireAnnee = async (archive: Archive, tetes: Tetes, annee: string): Promise<Resultat<LigneRegistre[]>> => {
  const fichier = cheminRegistre(annee);
  const texte = await archive.lire(fichier);
  const attendu = tetes.registre.find((a) => a.annee === annee);
  if (texte === undefined) return attendu ? altere(fichier, 'ce registre manque.') : { ok: true, valeur: [] };
  const { lignes, faute } = lireSuite(texte, ligneRegistreSchema, hacher);
  if (faute) return altere(fichier, faute.message);
  if (attendu && lignes[attendu.lignes - 1]?.empreinte !== attendu.empreinte)
    return altere(fichier, 'il ne finit pas comme le dit tetes.json.');
  return { ok: true, valeur: lignes };
};

/**
 * [RE] Adds a month, or its elimination, to the register of `annee` or of a later one already begun: a register that another
 * follows is never added to. Gives the list that says so, not yet written; a line that a crash left is taken as it is.
 */
export const inscrire = async (
  archive: Archive,
  tetes: Tetes,
  annee: string,
  quoi: Inscription,
): Promise<Resultat<Tetes>> => {
  const derniere = tetes.registre.at(-1);
  const courante = derniere && derniere.annee > annee ? derniere.annee : annee;
  const avant = tetes.registre.filter((a) => a.annee !== courante);
  const lu = await lireAnnee(archive, tetes, courante);
  if (!lu.ok) return lu;
  const lignes = [...lu.valeur];
  const deja = lignes.find((l) => l.genre === quoi.genre && l.antenne === quoi.antenne && l.mois === quoi.mois);
  if (deja && deja.genre !== 'OUVERTURE' && deja.racine !== quoi.racine)
    return altere(cheminRegistre(courante), `${quoi.mois} y est inscrit avec une autre empreinte.`);
  if (!deja) {
    let texte = (await archive.lire(cheminRegistre(courante))) ?? '';
    const ajouter = (ligne: object): void => {
      const corps = { ...ligne, n: lignes.length, precedent: lignes.length === 0 ? precedentDe(avant) : finDe(lignes) };
      const l = scellerLigne(corps, hacher);
      texte += l.texte;
      lignes.push(ligneRegistreSchema.parse({ ...corps, empreinte: l.empreinte }));
    };
    if (lignes.length === 0)
      ajouter({ format: 'telegestion/registre', version: 1, genre: 'OUVERTURE', annee: courante });
    ajouter(quoi);
    await archive.ecrire(cheminRegistre(courante), texte);
    await archive.synchroniser();
  }
  const registre = [...avant, { annee: courante, lignes: lignes.length, empreinte: finDe(lignes) }];
  return { ok: true, valeur: { ...tetes, registre } };
};

/** When this month went, where the register says that it is no more. */
export const elimineLe = async (
  archive: Archive,
  tetes: Tetes,
  antenne: Antenne,
  mois: Mois,
): Promise<Instant | undefined> => {
  for (const { annee } of tetes.registre) {
    const lu = await lireAnnee(archive, tetes, annee);
    const siennes = lu.ok ? lignesDeMois(lu.valeur).filter((l) => l.antenne === antenne && l.mois === mois) : [];
    for (const l of siennes) if (l.genre === 'ELIMINATION') return l.instant;
  }
  return undefined;
};

export const estElimine = async (archive: Archive, tetes: Tetes, antenne: Antenne, mois: Mois): Promise<boolean> =>
  (await elimineLe(archive, tetes, antenne, mois)) !== undefined;

const precedentDe = (avant: Tetes['registre']): string => avant.at(-1)?.empreinte ?? GENESE;
