import type { TourAstreinte } from '#shared/contrats/exploitation/astreinte';
import type { ActionAudit } from '#shared/contrats/exploitation/audit';
import type { Parti } from '#shared/domain/veille/mots';
import { pluriel } from '#shared/mots/nombres';
import { direSuite, type NomsAlors, phrase } from '../mots';
import type { FaitsSaisies } from '../phrase-saisie';

// An entry of the log is written in ids and codes, under a chain of hashes: the words of its object never change, and its sentence is
// made when it is read. Each action has one file here, which writes its objects and reads them, today's and those of before.

/** What was done, on what; who traces it adds when, and by whom. */
export type Ecrite<A extends ActionAudit = ActionAudit> = { action: A; objet: string };

/** Writes an object of that action: its words in their order; what is undefined is not said. */
export const entreeDe =
  <A extends ActionAudit>(action: A) =>
  (...mots: readonly (string | number | undefined)[]): Ecrite<A> => ({
    action,
    objet: mots.filter((m) => m !== undefined).join(' '),
  });

/** [AL-7] Of the duty: what was said, or whose turn it is and when. */
export type MessageOuTour = (Parti & { texte: string }) | Pick<TourAstreinte, 'nom' | 'du' | 'au'>;

/** What the store knows of what a page of the log names. */
export type FaitsEntrees = FaitsSaisies & {
  /** By `EST 2026-10`. */
  clotures: ReadonlyMap<string, { numero: number; motif?: string }>;
  /** [CL-4] Why months were sent before those that they may rectify, by the object of their entries. */
  passeOutre?: ReadonlyMap<string, string>;
  /** [AL-7] What was said to who is on call, and whose turns were given, by id: of those that are still kept. */
  astreintes?: ReadonlyMap<string, MessageOuTour>;
};

/** An object that is read; `mots`: as its spaces part it. */
export type Lue = { objet: string; mots: readonly string[]; noms: NomsAlors; faits: FaitsEntrees };
export const lue = (objet: string, noms: NomsAlors, faits: FaitsEntrees): Lue => ({
  objet,
  mots: objet.split(' '),
  noms,
  faits,
});
/** As one French sentence without a code. An object that is not of today's form may throw: its action alone is then said. */
export type Dire = (e: Lue) => string;

export type Famille<A extends ActionAudit = ActionAudit> = {
  /** What may be traced of that action. */
  ecrire: Readonly<Record<string, (...p: never[]) => Ecrite<A>>>;
  dire: Dire;
  /** Whom its object names, where it is the id alone. */
  personnes?: (objet: string) => string[];
};

export const entreGuillemets = (t: string): string => `« ${t} »`;
/** What follows its first words. */
export const apres = (objet: string, n: number): string => objet.split(' ').slice(n).join(' ');
/** A head, then all of the object in words. */
export const suivi =
  (tete: string): Dire =>
  ({ objet, noms }) =>
    phrase(tete, ...direSuite(objet, noms));
/** A head, then what follows the first word, which said which head it is. */
export const suiviApres =
  (tete: string): Dire =>
  (e) =>
    suivi(tete)({ ...e, objet: apres(e.objet, 1) });

/** « vu 2 noms », and whose they are. */
export const avecNoms = (mot: string, qui: string, noms: NomsAlors): string[] => {
  const dits = direSuite(qui, noms);
  return [`${mot} ${pluriel(dits.length, 'nom')}`, ...dits];
};
