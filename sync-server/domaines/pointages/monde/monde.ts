import type { ParametresAu } from '#shared/domain/types';
import type { DateCivile } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import { type MagasinAttentif, magasinAttentif } from '../../../store/grappe/attentif';
import type { LigneChangement, Magasin } from '../../../store/lire';
import { type Annuaire, chargerAnnuaire } from './annuaire';
import { creerVue, type Vue } from './vue';

/** A second look: what differs from what should be, and whether it is put right. What a closing made is left as it is. */
export type Regard = {
  ecrire: boolean;
  ecarts: Map<string, { base: string; id: string }>;
  estClos: (base: string, id: string) => boolean;
};

/** What the transitions of one process share: the store, the clock, and what is kept in memory of the store. */
export type Monde = {
  magasin: MagasinAttentif;
  horloge: Horloge;
  vue: Vue;
  annuaire: Annuaire;
  /** [CL-2] Parameters that closings froze, by antenna and month, once read. */
  figes: Map<string, ParametresAu>;
  /** Those that were open when they were last looked at. */
  ouverts: Set<string>;
  /** All is derived from zero, by whole days: what is found by an index, punch by punch, must come to the same. */
  parJours: boolean;
  /** [FL-2] Days that were derived since they were last taken from here: they are looked at a second time. */
  derives: Set<DateCivile>;
  /** Set while derived documents are looked at a second time. */
  regard: Regard | undefined;
  /** [FL-2] What is kept may come from a copy that lagged: it has not been looked at again since. */
  douteux: () => boolean;
  /** Tells a fault that stops nothing but the one document that it is about. */
  surNonJugee: (e: unknown) => void;
};

/** What the change feeds said since a transition's checkpoint: ids by database, bodies not read. */
export type Changements = ReadonlyMap<string, readonly LigneChangement[]>;

/** A reaction to the change feed: idempotent, with a checkpoint of its own, replayable from zero. */
export type Transition = {
  nom: string;
  /** The databases whose feed it reads: of the others nothing concerns it. */
  suit: (base: string) => boolean;
  concerne: (base: string, id: string) => boolean;
  /** Something is to be derived again though nothing has changed: the rule by which it was derived has. */
  aRefaire?: () => boolean;
  /** The databases in which something must wait: their changes are to be told again. */
  traiter: (changements: Changements) => Promise<ReadonlySet<string>>;
  /** What it must remember beside its sequences; kept with them. */
  memoire: ReadonlyMap<string, string>;
  /** Where that is of the size of the service: how often it has changed, since it is asked at each punch. */
  revision?: () => number;
};

export type OptionsMonde = { [K in 'surNonJugee' | 'douteux' | 'parJours']?: Monde[K] | undefined };

export const creerMonde = async (
  m: Magasin,
  horloge: Horloge,
  { surNonJugee = () => undefined, douteux = () => false, parJours = false }: OptionsMonde = {},
): Promise<Monde> => {
  const magasin = magasinAttentif(m);
  return {
    magasin,
    horloge,
    surNonJugee,
    vue: creerVue(magasin),
    annuaire: await chargerAnnuaire(magasin),
    figes: new Map(),
    ouverts: new Set(),
    parJours,
    derives: new Set(),
    regard: undefined,
    douteux,
  };
};

/** The ids of one type, the deleted left out. */
export const idsDe = (lignes: readonly LigneChangement[], type: string): string[] =>
  lignes.flatMap((l) => (!l.supprime && l.id.startsWith(`${type}:`) ? l.id : []));

export const actualiser = async (monde: Monde, changements: Changements): Promise<void> => {
  for (const [base, lignes] of changements) {
    await monde.annuaire.changes(base, lignes);
    await monde.vue.changes(base, lignes);
  }
};
