import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Instant } from '#shared/temps/types';
import type { CleMaitresse } from '../../adapters/sauvegarde/cle';
import { lireCoffre } from '../../adapters/sauvegarde/coffre';
import { idDe } from '../../adapters/sauvegarde/documents-bruts';
import { type Enregistrement, lireEnregistrements } from '../../adapters/sauvegarde/enregistrements';
import { ErreurSauvegarde } from '../../adapters/sauvegarde/entete';
import type { Maillon } from './chaine';
import { type Fin, finSchema } from './contenu';
import { type Precedente, refusDe } from './sauvegarder';

export const cleDocument = (base: string, id: string): string => `${base}\n${id}`;

/** All that is to be known of a chain of files before anything of it is written. */
export type ChaineVerifiee = {
  maillons: readonly Maillon[];
  /** Of the last file: what the whole restores. */
  fin: Fin;
  instant: Instant;
  documents: number;
  fichiers: number;
  /** First names of the paths of files: the folders that a restoration writes. */
  dossiers: readonly string[];
  /** By document of an increment: the last file that holds it. Those of the whole backup that are not here stand. */
  derniers: ReadonlyMap<string, number>;
  /** Enough to make the next increment. */
  precedente: Precedente;
};

const fauxCompte = (quoi: string): ErreurSauvegarde =>
  new ErreurSauvegarde('INCOMPLETE', `cette sauvegarde est incomplète (${quoi}) : prenez une autre copie.`);

/** Counts what goes by, and compares it with what the end announces. */
const compteur = () => {
  const documents = new Map<string, number>();
  let fichiers = 0;
  let fin: Fin | undefined;
  return {
    compter: (e: Enregistrement): void => {
      if (e.sorte === 'base') documents.set(e.base, documents.get(e.base) ?? 0);
      else if (e.sorte === 'documents') documents.set(e.base, (documents.get(e.base) ?? 0) + e.documents.length);
      else if (e.sorte === 'fichier') fichiers += 1;
      else if (e.sorte === 'fin') {
        const lue = finSchema.safeParse(e.valeur);
        if (!lue.success) throw fauxCompte('fin illisible');
        fin = lue.data;
      }
    },
    conclure: (): { fin: Fin; documents: number; fichiers: number } => {
      if (!fin) throw fauxCompte('fin absente');
      if (fichiers !== fin.fichiers) throw fauxCompte(`${fichiers} fichiers sur ${fin.fichiers}`);
      let total = 0;
      for (const [base, { documents: attendus }] of Object.entries(fin.bases)) {
        const lus = documents.get(base) ?? 0;
        if (lus !== attendus) throw fauxCompte(`${lus} documents sur ${attendus} dans ${base}`);
        total += lus;
      }
      return { fin, documents: total, fichiers };
    },
  };
};

const dossierDe = (chemin: string): string =>
  chemin.startsWith('svi/') ? 'svi/journal' : (chemin.split('/')[0] ?? chemin);

/** Reads every file of a chain to its end: keys, seals, counts, and that each follows the one before. Writes nothing. */
export const verifierChaine = async (
  maillons: readonly Maillon[],
  cle: CleMaitresse,
  progres: (texte: string) => void = () => undefined,
): Promise<Resultat<ChaineVerifiee>> => {
  const derniers = new Map<string, number>();
  const dossiers = new Set<string>();
  let documents = 0;
  let fichiers = 0;
  let avant: Precedente | undefined;
  for (const { chemin, entete: annonce } of maillons) {
    const c = compteur();
    const noter = (e: Enregistrement): void => {
      c.compter(e);
      if (e.sorte === 'fichier') dossiers.add(dossierDe(e.chemin));
      if (e.sorte === 'documents' && annonce.rang > 0)
        for (const d of e.documents) derniers.set(cleDocument(e.base, idDe(d)), annonce.rang);
    };
    try {
      const { entete, empreinte } = await lireCoffre(chemin, cle, async (contenu) => {
        for await (const e of lireEnregistrements(contenu)) noter(e);
      });
      if (avant && entete.precedent !== avant.empreinte)
        return refuser(
          'CHAINE_ROMPUE',
          `${chemin} ne suit pas la sauvegarde n° ${avant.rang} de ce dossier, qui a été remplacée : restaurez jusqu’au ${avant.instant} par --jusqu-a, ou prenez une autre copie.`,
        );
      const bilan = c.conclure();
      documents += bilan.documents;
      fichiers += bilan.fichiers;
      avant = { serie: entete.serie, rang: entete.rang, instant: entete.instant, empreinte, fin: bilan.fin };
      progres(`${chemin} : intacte`);
    } catch (e) {
      const refus = refusDe(e, chemin);
      if (!avant) return refus;
      return refuser(
        refus.refus.code,
        `${refus.refus.message} Ce qui précède est intact : « --jusqu-a ${avant.instant} » le restaure.`,
      );
    }
  }
  if (!avant) throw new Error('chaîne vide');
  return {
    ok: true,
    valeur: {
      maillons,
      fin: avant.fin,
      instant: avant.instant,
      documents,
      fichiers,
      dossiers: [...dossiers],
      derniers,
      precedente: avant,
    },
  };
};
