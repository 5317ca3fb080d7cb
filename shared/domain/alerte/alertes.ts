import type { Absence } from '../../contrats/dossiers/absence';
import type { Usager } from '../../contrats/dossiers/dossiers';
import type { Alerte, GenreAlerte } from '../../contrats/exploitation/alerte';
import type { Envoi } from '../../contrats/financement/envoi';
import { idAlerte } from '../../contrats/ids';
import type { Attente } from '../../contrats/pointages/derives';
import { estSansTelephone } from '../../contrats/pointages/pointage';
import { ajouterA } from '../../listes';
import { ajouterJours, dateParis, debutDuJour, epochMs, instantDe, moisDe, premierJour } from '../../temps/paris';
import type { DateCivile, Instant } from '../../temps/types';
import { apresDepart } from '../absence/absences';
import type { TelephonesDe } from '../appariement/chevauchement';
import { comparer } from '../appariement/ordre';
import { finPrevue } from '../intervention/couverture';
import { estFaite } from '../intervention/faite';
import { sansRemplacees } from '../pointage/attentes';
import { neSeRattachePas } from '../pointage/mobile-aide';
import { estRegle } from '../pointage/reglee';
import type { Contexte, Retenue } from '../types';
import { aFacturer } from '../ventilation/facturer';
import type { TableFinanceurs } from '../ventilation/financeurs';
import { alertesChevauchements, type Chevauchante, chevauchanteDe } from './chevauchements';
import { type Charge, depassements } from './depassement';
import { type Dispenses, statutDispense } from './dispenses';
import { alerteEnvoi } from './envois';
import { type FaitAlerte, faitsIntervention, faitsUsager } from './faits';
import type { Ecoute } from './silence';

const alerte = (genre: GenreAlerte, depuis: DateCivile, sujet: string, plus: Partial<Alerte>): Alerte => ({
  _id: idAlerte(depuis, genre, sujet),
  type: 'alerte',
  genre,
  depuis,
  ...plus,
});

const deFait = ({ genre, depuis, ...f }: FaitAlerte): Alerte =>
  alerte(
    genre,
    depuis,
    // Of a plan that changes twice, each change is a fact.
    f.interventionId ?? [f.usagerId, f.numeroPec, f.debut].filter((x) => x !== undefined).join(':'),
    f,
  );

/**
 * First civil date of the visits that count: on the 1st, the day before too, whose last visits may go on after midnight; from the 2nd on
 * none of the former month, as of its other days.
 */
export const debutAlertes = (maintenant: Instant): DateCivile => {
  const aujourdhui = dateParis(maintenant);
  const premier = premierJour(moisDe(aujourdhui));
  return aujourdhui === premier ? ajouterJours(premier, -1) : premier;
};

/** What a visit says now, what it takes of its usager's plans, and when the clock next changes that. */
export type VisiteSuivie = {
  alertes: Alerte[];
  charge?: Charge | undefined;
  /** [AP-10] What it adds to what is said of its aide. */
  chevauche?: Chevauchante | undefined;
  /** [AL-8] Its planned hours, and when the telephone heard them; absent where no call is expected. */
  ecoute?: Ecoute | undefined;
  /** Still planned, today or later, though its usager has left for good. */
  aRetirer?: Pick<Absence, 'nature' | 'du'> | undefined;
  echeance: Instant;
};
/** What a visit adds to what is said of its usager; `cle`: its `_id`. */
export type PourUsager = Pick<VisiteSuivie, 'charge' | 'aRetirer'> & { cle: string };

/** The first second after so many minutes. */
const apres = (i: Instant, n: number): Instant => instantDe(epochMs(i) + (n * 60 + 1) * 1_000);

/** At midnight all is looked at again: the month, what is new, what ends, what is still to come. */
export const minuitSuivant = (maintenant: Instant): Instant => debutDuJour(ajouterJours(dateParis(maintenant), 1));

const echeanceDe = ({ intervention: i }: Retenue, { maintenant, parametresAu }: Contexte): Instant => {
  const p = parametresAu(dateParis(maintenant));
  const fin = finPrevue(i);
  const ouverte = (i.depart ? undefined : i.arrivee) ?? i.precedente?.arrivee;
  const instants = [
    minuitSuivant(maintenant),
    ...(i.visite ? [i.visite.fin, apres(i.visite.debut, p.retardApres)] : []),
    ...(fin ? [apres(fin, p.departRetardApres)] : []),
    ...(ouverte ? [apres(ouverte.instant, parametresAu(dateParis(ouverte.instant)).dureeMax)] : []),
  ];
  return instants.filter((x) => x > maintenant).sort(comparer)[0] ?? minuitSuivant(maintenant);
};

/** A visit done, or begun, or planned from today on for someone who is there. */
const chargeDe = (r: Retenue, { maintenant }: Contexte, dispenses: Dispenses): Charge | undefined => {
  const { intervention: i, usagerId, intervenantId } = r;
  // [AP-11] The minutes of a covered visit are those of the intervention that covers it.
  if (r.supprimee || i.couverture) return undefined;
  const sienne = { usagerId, intervenantId };
  if (estFaite(r)) return { ...sienne, ...aFacturer(r, r), faite: true };
  const aVenir = i.date >= dateParis(maintenant) && dispenses(usagerId, i.date)?.quoi !== 'ABSENCE';
  if (!i.visite || !(i.arrivee || i.depart || aVenir)) return undefined;
  return { ...sienne, ...aFacturer(r, i.visite), faite: false };
};

const aRetirerDe = (r: Retenue, { maintenant }: Contexte, dispenses: Dispenses): VisiteSuivie['aRetirer'] => {
  const { date } = r.intervention;
  const d = date < dateParis(maintenant) ? undefined : dispenses(r.usagerId, date);
  if (d?.quoi !== 'ABSENCE' || statutDispense(r.statut, d, r.intervention) !== 'A_RETIRER') return undefined;
  return { nature: d.absence.nature, du: d.absence.du };
};

/** [AL-8] Neither who is away, nor who is sans télégestion, nor a visit that is cancelled or punched with another makes a call. */
const ecouteDe = ({ intervention: i, supprimee, usagerId }: Retenue, dispenses: Dispenses): Ecoute | undefined => {
  if (!i.visite || supprimee || i.couverture || dispenses(usagerId, i.date)) return undefined;
  const appel = (p: typeof i.arrivee): Instant | undefined => (p?.source === 'SVI' ? p.instant : undefined);
  return { debut: i.visite.debut, fin: i.visite.fin, arrivee: appel(i.arrivee), depart: appel(i.depart) };
};

/** [AL-1, AL-5, PT-7] One visit; nothing else has to be read again when only it has changed. */
export const suivreVisite = (r: Retenue, contexte: Contexte, dispenses: Dispenses): VisiteSuivie => ({
  alertes: faitsIntervention(r, contexte, dispenses).map(deFait),
  charge: chargeDe(r, contexte, dispenses),
  chevauche: chevauchanteDe(r),
  aRetirer: aRetirerDe(r, contexte, dispenses),
  ecoute: ecouteDe(r, dispenses),
  echeance: echeanceDe(r, contexte),
});

/** Dead, or gone to live elsewhere. */
const estParti = (u: Usager, date: DateCivile, dispenses: Dispenses): boolean => {
  const d = dispenses(u.id, date);
  return d?.quoi === 'ABSENCE' && apresDepart(d.absence) !== undefined;
};

/** [AL-5] One alert for all that Millésime still plans, said anew in each month that still has some: aides would go there. */
const alertesARetirer = (u: Usager, visites: readonly PourUsager[], aujourdhui: DateCivile): Alerte[] => {
  const departs = visites.flatMap((v) => v.aRetirer ?? []).sort((a, b) => comparer(a.du, b.du));
  const [premier] = departs;
  if (!premier) return [];
  const debut = premierJour(moisDe(aujourdhui));
  const depuis = [premier.du, debut].sort(comparer)[1] ?? debut;
  return [
    alerte('VISITES_A_RETIRER', depuis, u.id, { usagerId: u.id, nature: premier.nature, visites: departs.length }),
  ];
};

/**
 * [AL-2, AL-3, AL-4, AL-5] What a usager's file and the month's visits say. One who has left the files says nothing more; of one
 * noted as gone for good, the hours already taken and the visits still planned are left to say, and nobody is asked to renew a plan.
 */
export const alertesUsager = (
  u: Usager,
  visites: readonly PourUsager[],
  financeurs: TableFinanceurs | undefined,
  { maintenant, parametresAu }: Contexte,
  dispenses: Dispenses,
): Alerte[] => {
  if (u.absentDepuis !== undefined) return [];
  const aujourdhui = dateParis(maintenant);
  const dossier = estParti(u, aujourdhui, dispenses)
    ? []
    : faitsUsager(u, aujourdhui, financeurs, parametresAu(aujourdhui));
  const mois = moisDe(aujourdhui);
  const charges = visites.flatMap(({ cle, charge }) => (charge ? { ...charge, cle } : []));
  const plans = financeurs ? depassements(u, charges, mois, financeurs) : [];
  return [
    ...dossier.map(deFait),
    ...alertesARetirer(u, visites, aujourdhui),
    ...plans.map(({ numeroPec, ...chiffres }) =>
      alerte('DEPASSEMENT_PREVU', premierJour(mois), `${u.id}:${numeroPec}`, { usagerId: u.id, numeroPec, chiffres }),
    ),
  ];
};

/**
 * [AL-5] One alert for each number whose calls wait for a usager, since the first of them. Calls that no number can give to anybody, of a
 * withheld one or of an aide's own, are settled one by one: each aide has hers, each day, so that who has seen one has not seen the next.
 */
export const alertesNumeros = (attentes: readonly Attente[], estDUneAide: (numero: string) => boolean): Alerte[] => {
  const premieres = new Map<string, { a: Attente; sujet: string }>();
  for (const a of attentes) {
    if (a.raison === 'INTERVENANT_INCONNU') continue;
    const numero = a.numeroAppelant?.replace(/^\+/, '');
    const isolee = neSeRattachePas(a, estDUneAide);
    const sujet = isolee ? `${numero ?? 'masque'}:${a.intervenantId ?? ''}` : (numero ?? '');
    const cle = isolee ? `${a.date} ${sujet}` : sujet;
    const avant = premieres.get(cle);
    if (!avant || a.instant < avant.a.instant) premieres.set(cle, { a, sujet });
  }
  return [...premieres.values()].map(({ a, sujet }) => {
    const { date, instant, numeroAppelant: numero } = a;
    const dOu = numero !== undefined ? { numero } : estSansTelephone(a) ? ({ sansTelephone: true } as const) : {};
    return alerte('NUMERO_INCONNU', date, sujet, { ...dOu, instant });
  });
};

/** [AL-5] No file of Millésime for too long; undefined: none has ever come, and nothing can be late. */
export const alertesService = (
  dernierImport: Instant | undefined,
  { maintenant, parametresAu }: Contexte,
): Alerte[] => {
  if (dernierImport === undefined) return [];
  const limite = apres(dernierImport, parametresAu(dateParis(maintenant)).millesimeMuetApres * 60);
  return maintenant < limite
    ? []
    : [alerte('MILLESIME_MUET', dateParis(limite), 'millesime', { instant: dernierImport })];
};

/**
 * [AL-8] The telephone is silent since then: said as it was found, for as long as no call comes. A second silence of the same day is
 * another fact: who has seen the first one has not seen it.
 */
export const alerteSilence = (instant: Instant, appels: NonNullable<Alerte['appels']>): Alerte =>
  alerte('TELEPHONE_MUET', dateParis(instant), `telephone:${instant}`, { instant, appels });

/** All that an antenna's alerts come from. */
export type EtatAlertes = {
  /** Retained visits since `debutAlertes`. */
  retenues: readonly Retenue[];
  /** [AP-10] Those of the other antennas, which may overlap them. */
  ailleurs?: readonly Retenue[];
  telephones: TelephonesDe;
  usagers: readonly Usager[];
  attentes: readonly Attente[];
  /** [PT-8] Whether the files give a number as an aide's own. */
  estDUneAide: (numero: string) => boolean;
  dispenses: Dispenses;
  financeurs: TableFinanceurs | undefined;
  dernierImport: Instant | undefined;
  /** The files that concern the antenna. */
  envois?: readonly Envoi[];
};

/** [AL-1 to AL-5] The alerts of an antenna from nothing: what is kept piece by piece must always come to the same. */
export const toutesLesAlertes = (e: EtatAlertes, contexte: Contexte): Alerte[] => {
  const suivies = e.retenues.map((r) => ({
    ...suivreVisite(r, contexte, e.dispenses),
    cle: r.intervention._id,
    usagerId: r.usagerId,
  }));
  const parUsager = new Map<string, PourUsager[]>();
  for (const s of suivies) {
    if (s.charge ?? s.aRetirer) ajouterA(parUsager, s.usagerId, s);
  }
  const aFaire = sansRemplacees(e.attentes).filter(
    (a) => !neSeRattachePas(a, e.estDUneAide) || !estRegle(a, e.retenues),
  );
  const ici = new Set(e.retenues.map((r) => r.intervention.antenne));
  const chevauchantes = [...e.retenues, ...(e.ailleurs ?? [])].flatMap((r) => chevauchanteDe(r) ?? []);
  return [
    ...suivies.flatMap((s) => s.alertes),
    ...alertesChevauchements(chevauchantes, contexte.parametresAu, e.telephones).flatMap(({ antenne, alerte: a }) =>
      ici.has(antenne) ? [a] : [],
    ),
    ...e.usagers.flatMap((u) => alertesUsager(u, parUsager.get(u.id) ?? [], e.financeurs, contexte, e.dispenses)),
    ...alertesNumeros(aFaire, e.estDUneAide),
    ...alertesService(e.dernierImport, contexte),
    ...(e.envois ?? []).flatMap((x) => alerteEnvoi(x) ?? []),
  ].sort((a, b) => comparer(a._id, b._id));
};
