import type { Antenne } from '#shared/contrats/commun';
import type { Avertissement, RefusLigne } from '#shared/formats/codec-lecture';
import type { Instant } from '#shared/temps/types';
import type { Ecriture } from '../../../store/lots';

/** [FI-10] `antenne`: of the usager whose plan it is. */
export type VersionDite = RefusLigne & { antenne: Antenne };

/** What a file would change: the writes, and the counts of the report (in rows). */
export type Plan = {
  ecritures: Ecriture[];
  crees: number;
  modifies: number;
  inchanges: number;
  /** Keys that the last file had and this one has not: listed, never closed. */
  absents: string[];
  refus: RefusLigne[];
  avertissements: Avertissement[];
  /** [FI-10] Versions of prises en charge that the file brings, with the row of each, and from when they hold. */
  versions?: VersionDite[];
  /** The hour from which the same rows would give another plan, whatever else is known. */
  jusqua?: Instant;
  /** Puts away the files that go with the rows, before these are made current; done twice, it does nothing more. */
  deposer?: () => Promise<void>;
};

/** A file that is read and yet not taken. */
export type PlanRefuse = { refusFichier: string };
/** [formats.md] Above that share of those who are known, vanished or moved, a person confirms. */
export const PART_SUSPECTE = 0.05;
/** [formats.md] Too many usagers vanish or change antenna, or too many aides vanish: a person must confirm. */
export type PlanEnAttente = { attente: string };

export const planVide = (): Plan => ({
  ecritures: [],
  crees: 0,
  modifies: 0,
  inchanges: 0,
  absents: [],
  refus: [],
  avertissements: [],
});

/** The object without its undefined keys: a stored document has none. */
export const sansVides = <T extends object>(objet: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(objet).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
