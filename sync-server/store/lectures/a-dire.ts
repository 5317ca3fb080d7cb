import type { CadreClos } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { ouvreLePasse } from '#shared/domain/dases/ouvertures';
import { periodesChangees } from '#shared/domain/plans/changements';
import { ajouterJours, ajouterMois, moisDe } from '#shared/temps/paris';
import type { DateCivile, Mois } from '#shared/temps/types';
import { racineDe } from '../identite';
import { lireUn, type Magasin, sequenceDe } from '../lire';
import { clesSures, plageSure } from '../types';
import { lireCadreClos } from './clos';
import { idRepereCloture, lireEcritsDepuis, type RepereCloture } from './ecrits-depuis';

/** A change of antenna, and what a month has drawn, are felt that many months after: it leaves to the five next, and the parameter may say more [FI-6]. */
export const MOIS_DU_REPORT = 12;

/** Months, among those closed, that a change of prise en charge reaches into, since a closing froze them; `prises`: by usager. */
export const moisDesPlans = (
  clos: readonly Mois[],
  prises: NonNullable<CadreClos['prises']>,
  usagers: readonly Pick<Usager, 'id' | 'prisesEnCharge'>[],
): Mois[] => {
  const periodes = usagers.flatMap((u) => periodesChangees(prises[u.id] ?? [], u.prisesEnCharge));
  // [FI-6] What a version left unused is drawn on by the months after it.
  const atteint = (m: Mois): boolean =>
    periodes.some((p) => p.de <= m && (p.a === undefined || m <= ajouterMois(p.a, MOIS_DU_REPORT)));
  return clos.filter(atteint);
};

/** Those that a visit of that date may reach into. */
export const moisAutour = (d: DateCivile): Mois[] => [-1, 0, 1].map((n) => moisDe(ajouterJours(d, n)));

const TYPES = ['intervention', 'verdict', 'usager'];

const sansRienDire = new WeakMap<object, Map<Antenne, string>>();
/** Of a store, what each antenna's database was when nothing in it was to be told: it is asked at each screen, and nothing moves there. */
const rienDit = (m: Magasin): Map<Antenne, string> => {
  const racine = racineDe(m);
  const connus = sansRienDire.get(racine) ?? new Map<Antenne, string>();
  sansRienDire.set(racine, connus);
  return connus;
};

/**
 * [CL-4] Whether something of the months that an antenna closed may have changed since its last closing: a late correction, a visit
 * that came or went, a plan, a right opened since in SALSA. It is told by a closing, which finds what it comes to; nothing of it may be lost because the antenna
 * takes nobody any more.
 */
export const peutAvoirADire = async (m: Magasin, antenne: Antenne, clos: readonly Mois[]): Promise<boolean> => {
  const base = baseAntenne(antenne);
  const repere = await lireUn<RepereCloture>(m, BASE_CENTRALE, idRepereCloture(antenne));
  // Withheld by its last closing: another antenna may have taken it back since, which nothing writes here.
  if ((repere?.tenues ?? []).length > 0) return true;
  const vues = rienDit(m);
  const cle = `${repere?._rev ?? ''} ${await sequenceDe(m, base)} ${clos.join()}`;
  if (vues.get(antenne) === cle) return false;
  const dit = await regarder(m, antenne, clos, repere);
  if (!dit) vues.set(antenne, cle);
  return dit;
};

/** [RE] The last month of which a purge has taken the visits: they changed by that alone. */
const dernierEfface = async (m: Magasin, base: string): Promise<Mois | undefined> =>
  (await plageSure(m, 'cloture', { base }))
    .flatMap((c) => (c.purgee === undefined ? [] : c.mois))
    .sort()
    .at(-1);

const regarder = async (
  m: Magasin,
  antenne: Antenne,
  clos: readonly Mois[],
  repere: RepereCloture | undefined,
): Promise<boolean> => {
  const derniere = clos.at(-1);
  if (derniere === undefined) return false;
  const base = baseAntenne(antenne);
  const ecrits = await lireEcritsDepuis(m, base, repere?.sequences[base] ?? '0', TYPES);
  const siens = (type: string): string[] => ecrits.flatMap((e) => (e.type === type ? e.id : []));
  const visites = ecrits.filter((e) => e.type === 'intervention' && moisAutour(e.date).some((x) => clos.includes(x)));
  const efface = visites.length > 0 ? await dernierEfface(m, base) : undefined;
  if (visites.some(({ date }) => efface === undefined || moisDe(date) > efface)) return true;
  const verdicts = await clesSures(m, 'verdict', siens('verdict'), { base });
  if (verdicts.some((v) => v?.decision === 'TARDIVE')) return true;
  const usagers = (await clesSures(m, 'usager', siens('usager'), { base })).flatMap((u) => u ?? []);
  if (usagers.length === 0) return false;
  const prises = (await lireCadreClos(m, antenne, derniere))?.prises;
  // A closing that did not keep them tells nothing.
  if (!prises) return true;
  if (moisDesPlans(clos, prises, usagers).length > 0) return true;
  // [CL-5] Its split is the same, but the DASES was told nothing of what it paid.
  return usagers.some((u) => ouvreLePasse(prises[u.id] ?? [], u.prisesEnCharge, clos));
};
