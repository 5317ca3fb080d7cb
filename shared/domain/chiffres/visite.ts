import type { StatutBrut, StatutRetenu } from '../../contrats/corrections/intervention';

// The one way of counting a visit: aggregates, states, dashboards and the report are sums of what is here, and of nothing else.

/** Why a visit is not followed as the others: its usager is away, or marked sans télégestion [PT-7]. */
export const DISPENSES = ['ABSENCE', 'SANS_TELEGESTION'] as const;
export type Dispense = (typeof DISPENSES)[number];

/** Real minutes of a retained visit [DU-1]: of its retained hours, and from call to call where it has both. */
export type HeuresReelles = { reelles: number; brutes?: number | undefined };

/** What is known of a visit when it is counted; minutes are whole. What is absent counts for nothing. */
export type VisiteAComptee = {
  /** Absent: created, with neither punch nor plan. */
  brut?: StatutBrut | undefined;
  statut: StatutRetenu;
  dispense?: Dispense | undefined;
  conflit?: boolean | undefined;
  /** Planned; and done, as whoever counts shows them: retained, rounded by the funder's rule [DU-2], in all that is summed. */
  prevu?: number | undefined;
  fait?: number | undefined;
  /** Of a month that is over for good: its plan is due, whatever its status says of its hours. */
  echue?: boolean | undefined;
  /** As a closing retains it, rounded by the funder's rule [DU-2], and what was added to it [DU-4]. */
  retenu?: ({ duree: number; minutesComplementaires: number } & Partial<HeuresReelles>) | undefined;
};

/** What is counted: all of it adds up, whatever the visits are put together by. */
export const CHIFFRES = [
  'visites',
  'minutesPrevues',
  'minutesDues',
  'minutesFaites',
  'prevuesApart',
  'duesApart',
  'faitesApart',
  'faites',
  'achevees',
  'incompletes',
  'incompletesCorrigees',
  'corrigees',
  'creees',
  'nonPointees',
  'conflits',
  'dispensees',
  'pointees',
  'acheveesApart',
  'retenues',
  'duree',
  'complementaires',
  'reelles',
  'brutes',
  'attendues',
  'oublisArrivee',
  'oublisDepart',
  'oublisTout',
] as const;
export type NomChiffre = (typeof CHIFFRES)[number];
export type Chiffres = Record<NomChiffre, number>;

/** "Appel incomplet": punched on one side alone. */
export const estIncomplet = (statut: StatutBrut | StatutRetenu | undefined): boolean =>
  statut === 'SANS_ARRIVEE' || statut === 'SANS_DEPART';

/**
 * [RG] What one intervention is in the rates of calls. Under way, it is in none yet [AP-5], even if its departure was typed already.
 * A complete one that was deleted is an intervention no more; an incomplete one that was deleted is an incomplete call that was dealt
 * with. `pointee`: punched, and over; `incomplete`: raw, whatever was done of it; `corrigee`: completed or deleted, or complete and
 * changed by a correction; `creee`: with no punch.
 */
const appelsDe = ({ brut, statut }: VisiteAComptee) => {
  const incomplete = estIncomplet(brut);
  const complete = brut === 'COMPLETE' && statut !== 'ANNULEE';
  const incompleteCorrigee = incomplete && !estIncomplet(statut);
  const pointee = incomplete || complete;
  const corrigee = incompleteCorrigee || (complete && statut === 'CORRIGEE');
  const creee = statut === 'CREEE';
  return { pointee, incomplete, incompleteCorrigee, corrigee, creee, achevee: pointee || creee };
};

/** Over, and its calls were expected: what is lacking is counted out of those. */
export const estAttendue = ({ brut, statut, dispense }: VisiteAComptee): boolean =>
  dispense === undefined && statut !== 'ANNULEE' && brut !== 'PREVUE' && brut !== 'EN_COURS';

/** Whether what was planned of it has come: what is still to come, or under way, is no less done for that. */
const estDue = ({ brut, fait, echue }: VisiteAComptee): boolean =>
  echue === true || fait !== undefined || (brut !== 'PREVUE' && brut !== 'EN_COURS');

export type Oubli = 'ARRIVEE' | 'DEPART' | 'TOUT';

/** What a visit lacks of the calls that were expected of it. */
export const oubliDe = (v: VisiteAComptee): Oubli | undefined => {
  if (!estAttendue(v)) return undefined;
  if (v.brut === 'SANS_ARRIVEE') return 'ARRIVEE';
  if (v.brut === 'SANS_DEPART') return 'DEPART';
  return v.statut === 'NON_POINTEE' || v.statut === 'CREEE' ? 'TOUT' : undefined;
};

const si = (vrai: boolean, n = 1): number => (vrai ? n : 0);

/**
 * [RG, PT-7] What one visit counts for. Sans télégestion it is in no rate, and its hours are apart; an absence excuses a visit that
 * nobody made: one that was punched all the same is followed as any other.
 */
export const compterVisite = (v: VisiteAComptee): Chiffres => {
  const suivie = v.dispense !== 'SANS_TELEGESTION';
  const { pointee, incomplete, incompleteCorrigee, corrigee, creee, achevee } = appelsDe(v);
  const oubli = oubliDe(v);
  const due = estDue(v) ? (v.prevu ?? 0) : 0;
  return {
    visites: si(v.statut !== 'ANNULEE'),
    minutesPrevues: si(suivie, v.prevu ?? 0),
    minutesDues: si(suivie, due),
    minutesFaites: si(suivie, v.fait ?? 0),
    prevuesApart: si(!suivie, v.prevu ?? 0),
    duesApart: si(!suivie, due),
    faitesApart: si(!suivie, v.fait ?? 0),
    faites: si(v.fait !== undefined),
    achevees: si(suivie && achevee),
    incompletes: si(suivie && incomplete),
    incompletesCorrigees: si(suivie && incompleteCorrigee),
    corrigees: si(suivie && corrigee),
    creees: si(suivie && creee),
    nonPointees: si(v.dispense === undefined && v.statut === 'NON_POINTEE'),
    conflits: si(v.conflit === true),
    dispensees: si(!suivie && v.statut !== 'ANNULEE'),
    pointees: si(suivie && pointee),
    acheveesApart: si(!suivie && achevee),
    retenues: si(v.retenu !== undefined),
    duree: v.retenu?.duree ?? 0,
    complementaires: v.retenu?.minutesComplementaires ?? 0,
    reelles: v.retenu?.reelles ?? 0,
    brutes: v.retenu?.brutes ?? 0,
    attendues: si(estAttendue(v)),
    oublisArrivee: si(oubli === 'ARRIVEE'),
    oublisDepart: si(oubli === 'DEPART'),
    oublisTout: si(oubli === 'TOUT'),
  };
};

/** The sum of these counts, of all that was counted; the order of names is that given. */
export const sommer = <N extends string>(
  noms: readonly N[],
  tous: Iterable<Readonly<Partial<Record<N, number>>>>,
): Record<N, number> => {
  const sommes = Object.fromEntries(noms.map((n) => [n, 0])) as Record<N, number>;
  for (const c of tous) for (const n of noms) sommes[n] += c[n] ?? 0;
  return sommes;
};
