import type { Antenne } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';

// Names of all that this PC keeps of one account. Exact ones: `tg-anne-` is also how the account `anne-marie` begins.

export const nomBase = (identifiant: string, antenne: Antenne): string => `tg-${identifiant}-${antenne.toLowerCase()}`;

/** Name, in OPFS, of the copy of what waits. */
export const nomCopie = (base: string): string => `${base}.attente`;

/** Name, in OPFS, of the half of an account's offline key that a file holds alone. */
export const nomMoitie = (identifiant: string): string => `tg-${identifiant}.moitie`;

/** Whose half a file is; undefined: it is something else. */
export const compteDeMoitie = (fichier: string): string | undefined => /^tg-(.+)\.moitie$/.exec(fichier)?.[1];

/** The base of ours that a database of RxDB's Dexie storage is of. */
export const baseDe = (nom: string): string | undefined => /^rxdb-dexie-(.+?)--/.exec(nom)?.[1];

const CLE = /^tg\.[a-z]+\.(.+)$/;

/** Whether a thing kept is of that account, whichever antenna's: by its name in each of the three places. */
export const nomsDe = (identifiant: string) => {
  const bases = codesAntennes().map((a) => nomBase(identifiant, a));
  const fichiers = new Set([...bases.map(nomCopie), nomMoitie(identifiant)]);
  return {
    bases,
    /** Of a database of RxDB's Dexie storage, its replications' included. */
    estBase: (nom: string): boolean => bases.some((b) => nom.startsWith(`rxdb-dexie-${b}--`)),
    /** Of a file of OPFS. */
    estFichier: (nom: string): boolean => fichiers.has(nom),
    /** Of a key of localStorage about one database. */
    estCle: (cle: string): boolean => bases.includes(CLE.exec(cle)?.[1] ?? ''),
  };
};
