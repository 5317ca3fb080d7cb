import type { DateCivile, Instant, Minutes, Mois } from '../../temps/types';
import type { VersionReleve } from './donnees';

/** One side of a visit: the hour retained, and what the telephone said. */
export type Heure = {
  retenue: Instant;
  /** The punch, its seconds dropped; absent: nobody called. */
  appel?: Instant | undefined;
  /** The hour shown falls on another day than the line's date. */
  autreJour?: DateCivile | undefined;
};

/** Minutes that one line of `repartition` takes of a visit; `lettre` names the line. */
export type PartReleve = { lettre: string; minutes: Minutes };

export type LigneVisite = {
  date: DateCivile;
  aide: string;
  arrivee: Heure;
  depart: Heure;
  /** Counted, by the funder's rule [DU-2]. */
  duree: Minutes;
  /** From the retained arrival to the retained departure [DU-1]. */
  dureeReelle: Minutes;
  complementaires: Minutes;
  parts: PartReleve[];
  observations: string[];
  /** Number of the note that says who corrected what. */
  note?: number | undefined;
};

/** A visit that was punched and is not counted here, and why. */
export type LigneApart = {
  date: DateCivile;
  aide: string;
  arrivee?: Instant | undefined;
  depart?: Instant | undefined;
  raison: string;
  note?: number | undefined;
};

export type LigneRepartition = {
  lettre: string;
  financeur: string;
  /** Absent: left to the beneficiary's own rate [FI-3]. */
  numeroPec?: string | undefined;
  /** `du 1er juin 2025 au 28 octobre 2026`; empty where nothing dates it. */
  validite: string;
  /** The cap that it offered of its own this month; absent: none. */
  plafond?: Minutes | undefined;
  minutes: Minutes;
  /** Of which drawn on what older months had left [FI-6]. */
  reports: { mois: Mois; minutes: Minutes }[];
};

export type NoteCorrection = {
  note: number;
  date: DateCivile;
  aide: string;
  /** One sentence a correction: what, why, who, when. */
  lignes: string[];
};

/** A visit of a closed month as one of its tellings says it. */
export type CoteRectifie = {
  date: DateCivile;
  /** Who had made it, where it is someone else since. */
  aide?: string | undefined;
  debut: Instant;
  fin: Instant;
  duree: Minutes;
  complementaires: Minutes;
  parts: PartReleve[];
};

/** [CL-4] A visit of a closed month that has changed since; one side only where it comes or goes. */
export type LigneRectifiee = {
  date: DateCivile;
  aide: string;
  avant?: CoteRectifie | undefined;
  apres?: CoteRectifie | undefined;
  /** One sentence each. */
  raisons: string[];
};

export type PartRectifiee = {
  lettre: string;
  financeur: string;
  /** Absent: left to the beneficiary's own rate [FI-3]. */
  numeroPec?: string | undefined;
  avant: Minutes;
  apres: Minutes;
};

export type MoisRectifie = { mois: Mois; visites: LigneRectifiee[]; repartition: PartRectifiee[] };

/** [CL-4, RE] What the closing rectified of months closed before, oldest first. */
export type Rectification = { titre: string; phrase: string; mois: MoisRectifie[] };

/** A statement, all figures made: the renderer only lays out. */
export type Releve = {
  /** By which it is laid out. */
  version: VersionReleve;
  titre: string;
  mois: Mois;
  antenne: { nom: string; adresse: readonly [string, string] };
  usager: { id: string; nom: string; adresse: string[]; naissance?: string | undefined };
  /** What the month was, in a sentence or two. */
  resume: string[];
  totaux: { visites: number; duree: Minutes; complementaires: Minutes; facturees: Minutes };
  repartition: LigneRepartition[];
  visites: LigneVisite[];
  apart: LigneApart[];
  /** Absent: the closing rectified nothing of this usager. */
  rectification?: Rectification | undefined;
  corrections: NoteCorrection[];
  /** How to read it. */
  legende: string[];
  cloture: { numero: number; auteur: string; instant: Instant; phrase: string };
};
