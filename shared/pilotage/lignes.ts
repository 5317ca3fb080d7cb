import { z } from 'zod';
import type { EtatFige } from '../contrats/cloture/cloture';
import { numeroE164Schema } from '../contrats/commun';
import { type Intervention, STATUTS_BRUTS, STATUTS_RETENUS } from '../contrats/corrections/intervention';
import { comparer } from '../domain/appariement/ordre';
import { aideClose, dateClose, motifClos, statutClos, usagerClos, type VisiteClose } from '../domain/chiffres/figee';
import { DISPENSES } from '../domain/chiffres/visite';
import { brutsDuMois } from '../domain/cloture/bruts';
import { applique } from '../domain/correction/plier';
import { estFaite, type Faite } from '../domain/intervention/faite';
import { identitesDe } from '../domain/intervention/identites';
import { motifOmission } from '../domain/intervention/motif-omission';
import type { Contexte, Retenue } from '../domain/types';
import { dateParis, ecartMinutes, epochMs, instantDe } from '../temps/paris';
import type { DateCivile, Instant, Minutes } from '../temps/types';
import { minutesSchema } from '../temps/types';

/** A visit, in what the steering counts of it. */
export const lignePilotageSchema = z.object({
  /** `id` of the intervention. */
  id: z.string(),
  usagerId: z.string(),
  intervenantId: z.string(),
  /** Planned; and done, as a closing retains it, rounded by the funder's rule [DU-2]: the « heures réalisées » of the states. */
  prevu: minutesSchema.optional(),
  fait: minutesSchema.optional(),
  /** Its plan is due, though its hours are told on another day. */
  echue: z.literal(true).optional(),
  /** Absent: created, with neither punch nor plan. */
  brut: z.enum(STATUTS_BRUTS).optional(),
  statut: z.enum(STATUTS_RETENUS),
  conflit: z.literal(true).optional(),
  dispense: z.enum(DISPENSES).optional(),
  /** The number that its punch showed; `autre`: not one of the usager's [PT-8]. */
  numero: numeroE164Schema.optional(),
  autre: z.literal(true).optional(),
  /** Why it lacked a punch, as `motifOmission` says. */
  motif: z.string().optional(),
  /** Whose the calls were, where a correction gave the visit to others: the states count them there. */
  appelDe: z.object({ usagerId: z.string(), intervenantId: z.string() }).optional(),
});
export type LignePilotage = z.infer<typeof lignePilotageSchema>;

/** Why a visit is not followed as the others; sans télégestion before absent, for it then counts in no rate at all [PT-7]. */
export type Exclusions = (usagerId: string, date: DateCivile) => LignePilotage['dispense'];

const dePrevu = (i: Intervention): { prevu?: Minutes } =>
  i.visite ? { prevu: ecartMinutes(i.visite.debut, i.visite.fin) } : {};

/** [DU-2] Minutes of a visit done, before those that were added to it [DU-4]. */
export type DureeDe = (r: Faite) => Minutes;

type Qui = Pick<LignePilotage, 'usagerId' | 'intervenantId'>;

/** [RG] Whose calls they were; of a visit that kept its persons, nothing more is said. */
const quiAppelait = (brut: Qui, retenu: Qui): Pick<LignePilotage, 'appelDe'> =>
  brut.usagerId === retenu.usagerId && brut.intervenantId === retenu.intervenantId
    ? {}
    : { appelDe: { usagerId: brut.usagerId, intervenantId: brut.intervenantId } };

const quiEstDispense = (dispenses: Exclusions, usagerId: string, date: DateCivile): Pick<LignePilotage, 'dispense'> => {
  const dispense = dispenses(usagerId, date);
  return dispense ? { dispense } : {};
};

/** A visit of a month that is open, as it is retained now. */
const ligneVivante = (r: Retenue, dispenses: Exclusions, dureeDe: DureeDe): LignePilotage => {
  const i = r.intervention;
  const numero = (i.arrivee ?? i.depart)?.numeroAppelant;
  const motif = motifOmission(
    i,
    r.corrections.filter(applique).map((j) => j.correction),
  );
  return {
    id: i.id,
    usagerId: r.usagerId,
    intervenantId: r.intervenantId,
    ...dePrevu(i),
    ...(estFaite(r) ? { fait: dureeDe(r) } : {}),
    ...(r.statutBrut === undefined ? {} : { brut: r.statutBrut }),
    statut: r.statut,
    ...(r.conflit ? { conflit: true as const } : {}),
    ...quiEstDispense(dispenses, r.usagerId, i.date),
    ...(numero === undefined ? {} : { numero }),
    ...(i.anomalies.includes('NUMERO_AUTRE') ? { autre: true as const } : {}),
    ...(motif === undefined ? {} : { motif }),
    ...(i.arrivee || i.depart ? quiAppelait(i, r) : {}),
  };
};

const parId = (a: LignePilotage, b: LignePilotage): number => comparer(a.id, b.id);

/** The lines of a day of an open month. */
export const lignesVivantes = (
  retenues: readonly Retenue[],
  dispenses: Exclusions,
  dureeDe: DureeDe,
): LignePilotage[] => retenues.map((r) => ligneVivante(r, dispenses, dureeDe)).sort(parId);

/** A closed month, by civil date then by intervention. */
export type MoisFige = {
  jours: ReadonlyMap<DateCivile, ReadonlyMap<string, VisiteClose>>;
  ids: ReadonlySet<string>;
  /**
   * Those whose raw side it told, or that were never punched: what a correction gave to another usager counts its calls at home.
   * `faite`: with the hours done.
   */
  dites: ReadonlyMap<string, { faite: boolean }>;
};

const estDite = ({ visite, brut }: VisiteClose): boolean =>
  brut !== undefined || (visite !== undefined && !visite.arrivee && !visite.depart);

/** [CL-2] What was frozen of a month, so that a day of it can be counted. */
export const rangerFige = (etats: readonly Pick<EtatFige, 'visites' | 'bruts'>[]): MoisFige => {
  const parVisite = new Map<string, VisiteClose>();
  for (const e of etats) {
    for (const visite of e.visites)
      parVisite.set(visite.interventionId, { ...parVisite.get(visite.interventionId), visite });
    for (const brut of brutsDuMois(e))
      parVisite.set(brut.interventionId, { ...parVisite.get(brut.interventionId), brut });
  }
  const jours = new Map<DateCivile, Map<string, VisiteClose>>();
  for (const [id, close] of parVisite) {
    const date = dateClose(close);
    if (date === undefined) continue;
    jours.set(date, (jours.get(date) ?? new Map<string, VisiteClose>()).set(id, close));
  }
  const dites = new Map(
    [...parVisite].flatMap(([id, close]) => (estDite(close) ? [[id, { faite: close.visite !== undefined }]] : [])),
  );
  return { jours, ids: new Set(parVisite.keys()), dites };
};

const ligneClose = (
  id: string,
  close: VisiteClose,
  i: Intervention | undefined,
  jour: { date: DateCivile; dispenses: Exclusions },
): LignePilotage => {
  const { visite, brut } = close;
  const usagerId = usagerClos(close);
  const intervenantId = aideClose(close);
  const autre = visite?.anomalies.includes('NUMERO_AUTRE') ?? i?.anomalies.includes('NUMERO_AUTRE') ?? false;
  const motif = motifClos(close);
  // A visit created on a plan was never punched; one created with neither has no raw side.
  const statutBrut = brut?.statut ?? (i?.visite ? 'NON_POINTEE' : undefined);
  return {
    id,
    usagerId,
    intervenantId,
    ...(i ? dePrevu(i) : {}),
    ...(visite ? { fait: visite.duree } : {}),
    ...(statutBrut === undefined ? {} : { brut: statutBrut }),
    statut: statutClos(close),
    ...quiEstDispense(jour.dispenses, usagerId, jour.date),
    ...(brut?.numeroAppelant === undefined ? {} : { numero: numeroE164Schema.parse(brut.numeroAppelant) }),
    ...(autre ? { autre: true as const } : {}),
    ...(motif === undefined ? {} : { motif }),
    ...(brut ? quiAppelait(brut, { usagerId, intervenantId }) : {}),
  };
};

/** Of a visit that the closing did not retain: what was planned; it stays as it was, whatever came since. */
const ligneNonRetenue = (
  r: Retenue,
  closes: ReadonlyMap<string, VisiteClose>,
  dispenses: Exclusions,
): LignePilotage | undefined => {
  const i = r.intervention;
  if (!i.visite) return undefined;
  // [AP-11] Covered, if what covers it was complete when the month was closed.
  const porteuse = i.couverture && closes.get(i.couverture.id);
  const couverte = porteuse?.brut?.statut === 'COMPLETE';
  const annulee = couverte ? statutClos(porteuse) === 'ANNULEE' : r.statut === 'ANNULEE';
  const brut = couverte ? 'COUVERTE' : 'NON_POINTEE';
  return {
    id: i.id,
    usagerId: i.usagerId,
    intervenantId: i.intervenantId,
    ...dePrevu(i),
    brut,
    statut: annulee ? 'ANNULEE' : brut,
    ...quiEstDispense(dispenses, i.usagerId, i.date),
  };
};

/** What each frozen visit is now, by id as it was frozen: a late punch may have given it another. Each is of one, its plan too. */
const rapprocher = (closes: ReadonlyMap<string, VisiteClose>, vivantes: readonly Intervention[]) => {
  const actuelles = new Map<string, Intervention>();
  for (const i of vivantes) {
    const id = [...identitesDe(i)].find((x) => closes.has(x) && !actuelles.has(x));
    if (id !== undefined) actuelles.set(id, i);
  }
  return actuelles;
};

/**
 * [CL-2, CL-4] The lines of a day of a closed month: hours, calls and corrections as they were frozen. What a closing does not
 * freeze (the plan) is read beside; what came since changes nothing. `parties`: what it told and another antenna has now [CL-1].
 */
export const lignesCloses = (
  date: DateCivile,
  retenues: readonly Retenue[],
  fige: MoisFige,
  dispenses: Exclusions,
  parties: readonly Intervention[] = [],
): LignePilotage[] => {
  const closes: ReadonlyMap<string, VisiteClose> = fige.jours.get(date) ?? new Map();
  const actuelles = rapprocher(closes, [...retenues.map((r) => r.intervention), ...parties]);
  const lignes = [...closes].map(([id, c]) => ligneClose(id, c, actuelles.get(id), { date, dispenses }));
  const rangees = new Set(actuelles.values());
  for (const r of retenues) {
    if (rangees.has(r.intervention)) continue;
    const ids = [...identitesDe(r.intervention)];
    const ligne = ligneNonRetenue(r, closes, dispenses);
    // Frozen on another day: there it has its hours, here its plan alone.
    if (!ligne) continue;
    const ailleurs = ids.some((id) => fige.ids.has(id));
    lignes.push(ailleurs ? { ...ligne, brut: 'PREVUE', statut: 'PREVUE', echue: true } : ligne);
  }
  return lignes.sort(parId);
};

/** When a visit's line will change by the clock alone [AP-5, AP-7]; undefined: never. */
export const echeance = (r: Retenue, { parametresAu }: Contexte): Instant | undefined => {
  const i = r.intervention;
  if (r.statutBrut === 'PREVUE') return i.visite?.fin;
  if (r.statutBrut !== 'EN_COURS' || !i.arrivee) return undefined;
  const { dureeMax } = parametresAu(dateParis(i.arrivee.instant));
  return instantDe(epochMs(i.arrivee.instant) + dureeMax * 60_000 + 1_000);
};
