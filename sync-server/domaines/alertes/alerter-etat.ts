import type { Absence } from '#shared/contrats/dossiers/absence';
import type { SansTelegestion } from '#shared/contrats/dossiers/sans-telegestion';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import type { Envoi } from '#shared/contrats/financement/envoi';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Attente } from '#shared/contrats/pointages/derives';
import type { DocumentDe } from '#shared/documents/registre';
import type { PourUsager, VisiteSuivie } from '#shared/domain/alerte/alertes';
import { type Dispenses, lecteurDispenses } from '#shared/domain/alerte/dispenses';
import type { Habitudes } from '#shared/domain/alerte/silence';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { type TableFinanceurs, tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { dateParis } from '#shared/temps/paris';
import { type DateCivile, type Instant, instantSchema } from '#shared/temps/types';
import { lireFinanceurs } from '../../store/lectures/connus';
import { lireDernierePrise } from '../../store/lectures/prises';
import { lireSilence } from '../../store/lectures/silence';
import { lireIds, plageDuType } from '../../store/lire';
import { plageType } from '../../store/types';
import type { Monde } from '../pointages';

type VisiteGardee = VisiteSuivie & { base: string; usagerId: string };
type Dites = { base: string; alertes: readonly Alerte[] };

/** What the alerts of all antennas come from, kept so that a punch makes one visit be looked at again, not a month. */
export type EtatAlerter = {
  /** The civil date that all was computed for. */
  jour: DateCivile;
  /** By database and `_id` of the intervention. */
  visites: Map<string, VisiteGardee>;
  visitesDe: Map<string, Set<string>>;
  /** [AP-10] Visits that overlap another, by aide. */
  chevauchantes: Map<string, Set<string>>;
  aides: Map<string, readonly Dites[]>;
  /** No visit has its hour before it. */
  prochaine: Instant;
  usagers: Map<string, Dites>;
  /** By database, then `_id`. */
  attentes: Map<string, Map<string, Attente>>;
  /** By database, the `_id` of those that are settled though they wait: no number can give them to anybody. */
  reglees: Map<string, Set<string>>;
  numeros: Map<string, readonly Alerte[]>;
  service: readonly Alerte[];
  /** [AL-8] The silence of the telephone, for as long as it lasts: every antenna is told. */
  silence: readonly Alerte[];
  /** [AL-8] What is usual of calls, once it has been learnt. */
  habitudes?: { valeur: Habitudes | undefined };
  /** Files for the DASES and Millésime, by `_id`, and what each antenna is told of those refused. */
  envois: Map<string, Envoi>;
  refuses: Map<string, readonly Alerte[]>;
  /** By database and `_id`. */
  absences: Map<string, Absence>;
  marques: Map<string, SansTelegestion>;
  dispenses: Dispenses;
  financeurs: TableFinanceurs | undefined;
  dernierImport: Instant | undefined;
  /** Texts that many visits have (a person, an hour of the day), one copy of each. */
  textes: Map<string, string>;
};

export const cleDe = (base: string, id: string): string => `${base} ${id}`;
const separer = (cle: string): [base: string, id: string] => {
  const blanc = cle.indexOf(' ');
  return [cle.slice(0, blanc), cle.slice(blanc + 1)];
};

/** Ids of interventions to look at again, by database. */
export type Touchees = Map<string, Set<string>>;

export const ajouterTouchee = (t: Touchees, base: string, id: string): void => {
  t.set(base, (t.get(base) ?? new Set()).add(id));
};

export const ajouterCle = (t: Touchees, cle: string): void => ajouterTouchee(t, ...separer(cle));

const JAMAIS = instantSchema.parse('9999-12-31T00:00:00Z');

/** The instant that its id bears, of a file taken. */
const instantDImport = (id: string): Instant | undefined =>
  instantSchema.safeParse(/^import:.*?:(\d{4}-\d\d-\d\dT[\d:]{8}Z):\d+$/.exec(id)?.[1]).data;

/** The last time that a file was taken, of these imports and these takings, or the one known: one that says nothing new has come too. */
export const plusRecent = (
  imports: readonly string[],
  prises: readonly Instant[],
  connu: Instant | undefined,
): Instant | undefined =>
  [...imports.map(instantDImport), ...prises, connu].reduce((max, i) => (i && (!max || i > max) ? i : max), undefined);

const parBase = async <T extends 'absence' | 'sanstele' | 'attente'>(
  monde: Monde,
  type: T,
): Promise<(DocumentDe<T> & { _id: string; base: string })[]> =>
  (
    await Promise.all(
      basesAntennes().map(async (base) =>
        (await plageType(monde.magasin, type, { base })).map((d) => ({ ...d, base })),
      ),
    )
  ).flat();

export const relireDispenses = (e: Pick<EtatAlerter, 'absences' | 'marques'>): Dispenses =>
  lecteurDispenses([...e.absences.values()], [...e.marques.values()]);

/** All but the visits and the usagers, from the store. */
export const chargerEtat = async (monde: Monde): Promise<EtatAlerter> => {
  const [absences, marques, attentes, financeurs, imports, prise, envois, silence] = await Promise.all([
    parBase(monde, 'absence'),
    parBase(monde, 'sanstele'),
    parBase(monde, 'attente'),
    lireFinanceurs(monde.magasin),
    lireIds(monde.magasin, BASE_CENTRALE, plageDuType('import')),
    lireDernierePrise(monde.magasin),
    plageType(monde.magasin, 'envoi', {}),
    lireSilence(monde.magasin),
  ]);
  const table = tableFinanceurs(financeurs);
  const gardees = {
    absences: new Map(absences.map((a) => [cleDe(a.base, a._id), a])),
    marques: new Map(marques.map((s) => [cleDe(s.base, s._id), s])),
  };
  const parAttente = new Map<string, Map<string, Attente>>();
  for (const a of attentes) parAttente.set(a.base, (parAttente.get(a.base) ?? new Map()).set(a._id, a));
  return {
    jour: dateParis(monde.horloge()),
    visites: new Map(),
    visitesDe: new Map(),
    chevauchantes: new Map(),
    aides: new Map(),
    prochaine: JAMAIS,
    usagers: new Map(),
    attentes: parAttente,
    reglees: new Map(),
    numeros: new Map(),
    service: [],
    silence: silence ? [silence] : [],
    envois: new Map(envois.map((e) => [e._id, e])),
    refuses: new Map(),
    ...gardees,
    dispenses: relireDispenses(gardees),
    financeurs: table.ok ? table.valeur : undefined,
    dernierImport: plusRecent(imports, [], prise),
    textes: new Map(),
  };
};

/** What the visits of a usager add to what is said of them, whatever antenna they are of. */
export const visitesDeLUsager = (e: Pick<EtatAlerter, 'visites' | 'visitesDe'>, usagerId: string): PourUsager[] =>
  [...(e.visitesDe.get(usagerId) ?? [])].flatMap((cle) => {
    const v = e.visites.get(cle);
    const [, interventionId] = separer(cle);
    return v ? { cle: interventionId, charge: v.charge, aRetirer: v.aRetirer } : [];
  });

/** All that is said, by database and `_id`. */
export const alertesDites = (e: EtatAlerter): Map<string, Alerte> => {
  const dites: Dites[] = [
    ...e.visites.values(),
    ...e.usagers.values(),
    ...[...e.aides.values()].flat(),
    ...[...e.numeros, ...e.refuses].map(([base, alertes]) => ({ base, alertes })),
    ...basesAntennes().map((base) => ({ base, alertes: [...e.service, ...e.silence] })),
  ];
  return new Map(dites.flatMap(({ base, alertes }) => alertes.map((a) => [cleDe(base, a._id), a] as const)));
};

/** What of a visit makes what is said of its usager. */
const pourUsager = (v: VisiteGardee | undefined): string => JSON.stringify([v?.charge, v?.aRetirer]);

/** The usagers and aides of whom something else may be said. */
export type ARedire = { usagers: Set<string>; aides: Set<string> };

/** Of one visit alone: shared with none, they would only weigh more. */
const SEULS: ReadonlySet<string> = new Set(['arrivee', 'depart']);

/**
 * In what was just made of a visit, the texts give way to the copies that are kept already. A visit is looked at again each time that
 * its hour comes, from a document read anew: its own copies would be held beside those of the day that others read. In place: an object
 * made key by key would weigh more.
 */
const sansDoubles = (textes: EtatAlerter['textes'], avant: object | undefined, neuf: object): void => {
  const connus = avant as Readonly<Record<string, unknown>> | undefined;
  const siens = neuf as Record<string, unknown>;
  for (const cle of Object.keys(siens)) {
    const texte = siens[cle];
    if (typeof texte !== 'string') continue;
    if (connus?.[cle] === texte) siens[cle] = connus[cle];
    else if (!SEULS.has(cle)) {
      const garde = textes.get(texte);
      if (garde === undefined) textes.set(texte, texte);
      else siens[cle] = garde;
    }
  }
};

/** Keeps a visit in place of what was known of it; adds those of whom it may make something else be said. */
export const garderVisite = (e: EtatAlerter, cle: string, v: VisiteGardee | undefined, suite: ARedire): void => {
  const avant = e.visites.get(cle);
  // Where it stays, its key is not set again: it would be another text, held beside that of the visits.
  if (avant && avant.usagerId !== v?.usagerId) e.visitesDe.get(avant.usagerId)?.delete(cle);
  const [aideAvant, aide] = [avant, v].map((x) => x?.chevauche?.intervention.intervenantId);
  if (aideAvant !== undefined && aideAvant !== aide) e.chevauchantes.get(aideAvant)?.delete(cle);
  if (aide !== undefined && aideAvant !== aide)
    e.chevauchantes.set(aide, (e.chevauchantes.get(aide) ?? new Set()).add(cle));
  for (const a of [aideAvant, aide]) if (a !== undefined) suite.aides.add(a);
  if (v) {
    for (const [connu, neuf] of [
      [avant, v],
      [avant?.charge, v.charge],
      [avant?.ecoute, v.ecoute],
    ])
      if (neuf) sansDoubles(e.textes, connu, neuf);
    e.visites.set(cle, v);
    if (v.echeance < e.prochaine) e.prochaine = v.echeance;
    if (avant?.usagerId !== v.usagerId)
      e.visitesDe.set(v.usagerId, (e.visitesDe.get(v.usagerId) ?? new Set()).add(cle));
  } else e.visites.delete(cle);
  if (pourUsager(avant) === pourUsager(v)) return;
  for (const x of [avant, v]) if (x) suite.usagers.add(x.usagerId);
};

/** The visits whose hour has come; none is looked at until the first of them. */
export const prendreEcheances = (e: EtatAlerter, touchees: Touchees, maintenant: Instant): void => {
  if (maintenant < e.prochaine) return;
  e.prochaine = JAMAIS;
  for (const [cle, v] of e.visites) {
    if (v.echeance <= maintenant) ajouterCle(touchees, cle);
    else if (v.echeance < e.prochaine) e.prochaine = v.echeance;
  }
};
