import { BASE_CENTRALE } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { MARGE_CORRECTION_J } from '#shared/domain/correction/marge';
import { ajouterJours, dernierJour, premierJour } from '#shared/temps/paris';
import { type DateCivile, dateCivileSchema, type Instant, type Mois, moisSchema } from '#shared/temps/types';
import type { LigneChangement } from '../../../store/lire';
import { autour, dateDeId, idsDe, joursEntre } from '../../pointages';

// Which days of the dashboards wait to be counted: a table of states and a pure step. It reads nothing: what must be read before it can
// say more is asked as an effect, and what was read comes back as an event.

/** A day of an antenna, `<base> <date>`. */
type Cle = string;

/** Just started, it knows neither what older definitions counted nor which days the clock will change; then it does. */
export type Phase = 'NEUF' | 'SUIVI';

export type Pilote = {
  phase: Phase;
  attente: ReadonlySet<Cle>;
  /** When each counted day says something else, by the clock alone; unknown as long as NEUF. */
  echeances: ReadonlyMap<Cle, Instant>;
};

/** When each day that was just counted will change; undefined: never. */
export type Prochaines = ReadonlyMap<DateCivile, Instant | undefined>;

type Faits = {
  CHANGES: { base: string; lignes: readonly LigneChangement[] };
  A_COMPTER: { base: string; jours: readonly DateCivile[] };
  MINUTE: { maintenant: Instant };
  LUES: { echeances: ReadonlyMap<Cle, Instant>; maintenant: Instant };
  /** Counted; they wait all the same until they could be written. */
  COMPTES: { base: string; prochaines: Prochaines };
  ECRITS: { base: string; jours: readonly DateCivile[] };
};
type Quoi = keyof Faits;
export type Evenement<Q extends Quoi = Quoi> = { [K in Q]: { quoi: K } & Faits[K] }[Q];

export type Effet =
  /** What is kept in mind of the store, and no longer holds. */
  | { faire: 'OUBLIER_DISPENSES'; base: string }
  | { faire: 'OUBLIER_CLOTURE'; mois: Mois }
  | { faire: 'OUBLIER_FINANCEURS' }
  /** [CL-1] The antenna, if another, that told this intervention: the plan of the visit is counted there. */
  | { faire: 'LIRE_OU_DITE'; base: string; id: string }
  /** The days in which these absences and marks have a visit followed otherwise. */
  | { faire: 'LIRE_AUTREMENT_SUIVIS'; base: string; ids: readonly string[] }
  /** [DU-2] The days of open months in which these usagers were visited: their plans say whose rule rounds the hours. */
  | { faire: 'LIRE_VISITES_DE'; base: string; ids: readonly string[] }
  /** The days kept from then on. */
  | { faire: 'LIRE_GARDES'; base: string; depuis: DateCivile }
  /** The days kept that older definitions counted. */
  | { faire: 'LIRE_ANCIENS'; base: string }
  | { faire: 'LIRE_ECHEANCES' };

export type Pas = { pilote: Pilote; effets: readonly Effet[] };

/** What counting depends on: the statuses of the hour, and which corrections still apply. */
const PARAMETRES: ReadonlySet<string> = new Set(['dureeMax', 'motifs']);

export const cleDe = (base: string, jour: DateCivile): Cle => `${base} ${jour}`;

export const naitre = (attente: Iterable<Cle>): Pilote => ({
  phase: 'NEUF',
  attente: new Set(attente),
  echeances: new Map(),
});

/** Days to be counted again, and what must be forgotten or read; in the order of what was told. */
type Reaction = {
  jours?: readonly (readonly [base: string, jours: readonly DateCivile[]])[];
  effets?: readonly Effet[];
};

const duJour = (base: string, id: string): Reaction => ({ jours: [[base, [dateDeId(id)]]] });
const suiviAutrement = (base: string, ids: readonly string[]): Reaction =>
  ids.length === 0
    ? {}
    : {
        effets: [
          { faire: 'OUBLIER_DISPENSES', base },
          { faire: 'LIRE_AUTREMENT_SUIVIS', base, ids },
        ],
      };

const visitesDe = (base: string, ids: readonly string[]): Reaction =>
  ids.length === 0 ? {} : { effets: [{ faire: 'LIRE_VISITES_DE', base, ids }] };

/** What a document of an antenna changes, by its type; the types that are not here change nothing. */
const REACTIONS: Readonly<Record<string, (base: string, id: string) => Reaction>> = {
  intervention: (base, id) => ({ ...duJour(base, id), effets: [{ faire: 'LIRE_OU_DITE', base, id }] }),
  verdict: (base, id) => ({ jours: [[base, autour([dateDeId(id)], MARGE_CORRECTION_J)]] }),
  attente: duJour,
  appel: duJour,
  cloture: (_base, id) => {
    const mois = moisSchema.safeParse(id.slice('cloture:'.length)).data;
    if (mois === undefined) return {};
    const jours = joursEntre(premierJour(mois), dernierJour(mois));
    // What it told may be another's by now.
    return { jours: basesAntennes().map((b) => [b, jours] as const), effets: [{ faire: 'OUBLIER_CLOTURE', mois }] };
  },
};
/** Told together: each reading of them reads all that was said. */
const DITS = ['absence', 'sanstele'] as const;
const TYPES: ReadonlySet<string> = new Set([...Object.keys(REACTIONS), ...DITS, 'usager']);
const CENTRAUX: ReadonlySet<string> = new Set(['parametre', 'financeur']);

const typeDe = (id: string): string => id.slice(0, id.indexOf(':'));

export const concerne = (base: string, id: string): boolean =>
  (base === BASE_CENTRALE ? CENTRAUX : TYPES).has(typeDe(id));

/** A call in the night is of the day before; a correction is judged by the motifs of its visit's date. */
const duParametre = (id: string): Reaction => {
  const [, cle = '', depuis] = id.split(':');
  const debut = dateCivileSchema.safeParse(depuis).data;
  if (!PARAMETRES.has(cle) || debut === undefined) return {};
  return { effets: depuisPartout(ajouterJours(debut, -1)) };
};

const depuisPartout = (depuis: DateCivile): readonly Effet[] =>
  basesAntennes().map((base) => ({ faire: 'LIRE_GARDES', base, depuis }));

/** [DU-2] A funder's rule holds from its date on; another in its place holds no less long. */
const duFinanceur = (id: string): Reaction => {
  const debut = dateCivileSchema.safeParse(id.split(':')[2]).data;
  if (debut === undefined) return {};
  return { effets: [{ faire: 'OUBLIER_FINANCEURS' }, ...depuisPartout(debut)] };
};

const reactions = (base: string, lignes: readonly LigneChangement[]): Reaction[] =>
  base === BASE_CENTRALE
    ? lignes.map((l) => (typeDe(l.id) === 'financeur' ? duFinanceur(l.id) : duParametre(l.id)))
    : [
        ...lignes.map(({ id }) => REACTIONS[typeDe(id)]?.(base, id) ?? {}),
        suiviAutrement(
          base,
          DITS.flatMap((type) => idsDe(lignes, type)),
        ),
        visitesDe(base, idsDe(lignes, 'usager')),
      ];

const reagir = (pilote: Pilote, toutes: readonly Reaction[]): Pas => {
  const attente = new Set(pilote.attente);
  for (const { jours = [] } of toutes)
    for (const [base, siens] of jours) for (const j of siens) attente.add(cleDe(base, j));
  return { pilote: { ...pilote, attente }, effets: toutes.flatMap((r) => r.effets ?? []) };
};

const rester = (pilote: Pilote): Pas => ({ pilote, effets: [] });

/** The days whose hour has come wait; they are due until they have been counted. */
const echoir = (pilote: Pilote, maintenant: Instant): Pas => {
  const echues = [...pilote.echeances].flatMap(([cle, quand]) => (quand <= maintenant ? [cle] : []));
  return rester({ ...pilote, attente: new Set([...pilote.attente, ...echues]) });
};

type Etapes = { [Q in Quoi]: (p: Pilote, e: Evenement<Q>) => Pas };

/** What is the same in every phase. */
const TOUJOURS = {
  CHANGES: (p, e) => reagir(p, reactions(e.base, e.lignes)),
  A_COMPTER: (p, e) => reagir(p, [{ jours: [[e.base, e.jours]] }]),
  ECRITS: (p, e) => {
    const ecrits = new Set(e.jours.map((j) => cleDe(e.base, j)));
    return rester({ ...p, attente: new Set([...p.attente].filter((c) => !ecrits.has(c))) });
  },
} satisfies Partial<Etapes>;

const TABLE: Readonly<Record<Phase, Etapes>> = {
  NEUF: {
    ...TOUJOURS,
    // An upgrade may count otherwise: what was counted by other definitions waits with the rest.
    MINUTE: (pilote) => ({
      pilote,
      effets: [...basesAntennes().map((base): Effet => ({ faire: 'LIRE_ANCIENS', base })), { faire: 'LIRE_ECHEANCES' }],
    }),
    LUES: (p, { echeances, maintenant }) => echoir({ ...p, phase: 'SUIVI', echeances }, maintenant),
    // All will be read with the first minute.
    COMPTES: rester,
  },
  SUIVI: {
    ...TOUJOURS,
    MINUTE: (p, { maintenant }) => echoir(p, maintenant),
    LUES: rester,
    COMPTES: (p, { base, prochaines }) => {
      const echeances = new Map(p.echeances);
      for (const [jour, quand] of prochaines) {
        if (quand === undefined) echeances.delete(cleDe(base, jour));
        else echeances.set(cleDe(base, jour), quand);
      }
      return rester({ ...p, echeances });
    },
  },
};

export const passer = <Q extends Quoi>(p: Pilote, e: Evenement<Q>): Pas => TABLE[p.phase][e.quoi](p, e);

type Lot = { base: string; jours: DateCivile[] };

/** What is counted next: of the days that wait, those of the last month, by antenna, so many of them at most; in order. */
export const prochainsLots = (p: Pilote, auPlus: number): Lot[] => {
  let dernier = '';
  for (const c of p.attente) if (c.slice(-10, -3) > dernier) dernier = c.slice(-10, -3);
  const lots = new Map<string, Lot>();
  for (const c of [...p.attente].sort()) {
    const [base = '', date = ''] = c.split(' ');
    if (!date.startsWith(dernier)) continue;
    const lot = lots.get(base) ?? { base, jours: [] };
    if (lot.jours.length === 0 && lots.size === auPlus) break;
    lots.set(base, lot);
    lot.jours.push(dateCivileSchema.parse(date));
  }
  return [...lots.values()];
};
