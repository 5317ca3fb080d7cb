import type { Intervention } from '#shared/contrats/corrections/intervention';
import { debutAlertes, suivreVisite } from '#shared/domain/alerte/alertes';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { MARGE_CORRECTION_J } from '#shared/domain/correction/marge';
import { cibleDe, ciblesLues, indexerCorrections, suivreCorrections } from '#shared/domain/intervention/cibles';
import { retenir } from '#shared/domain/intervention/retenir';
import type { Contexte, Retenue } from '#shared/domain/types';
import { dateParis, dernierJour, moisDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { clesType } from '../../store/types';
import { autour, type Changements, dateDeId, idsDe, joursEntre, type Monde } from '../pointages';
import type { ChangementsAlertes } from './alerter-ecrire';
import { type ARedire, ajouterTouchee, cleDe, type EtatAlerter, garderVisite, type Touchees } from './alerter-etat';

const JOURS_PAR_LECTURE = 8;

const joursSuivis = (maintenant: Instant): DateCivile[] =>
  joursEntre(debutAlertes(maintenant), dernierJour(moisDe(dateParis(maintenant))));

const morceaux = (jours: readonly DateCivile[]): DateCivile[][] => {
  const r: DateCivile[][] = [];
  for (let i = 0; i < jours.length; i += JOURS_PAR_LECTURE) r.push(jours.slice(i, i + JOURS_PAR_LECTURE));
  return r;
};

/** The visits that these changes touch: their own documents, and those that a correction or its verdict names. */
export const visitesTouchees = async (
  monde: Monde,
  changements: Changements,
  maintenant: Instant,
): Promise<Touchees> => {
  const suivis = new Set(joursSuivis(maintenant));
  const touchees: Touchees = new Map();
  for (const [base, lignes] of changements) {
    for (const { id } of lignes)
      if (id.startsWith('intervention:') && suivis.has(dateDeId(id))) ajouterTouchee(touchees, base, id);
    const ids = new Set([
      ...idsDe(lignes, 'correction'),
      ...idsDe(lignes, 'verdict').map((id) => id.replace(/^verdict:/, 'correction:')),
    ]);
    const jours = autour(new Set([...ids].map(dateDeId)), MARGE_CORRECTION_J).filter((j) => suivis.has(j));
    if (jours.length === 0) continue;
    const corrections = (await clesType(monde.magasin, 'correction', [...ids], { base })).flatMap((c) => c ?? []);
    const cibles = new Set(corrections.map((c) => JSON.stringify(cibleDe(c))));
    for (const i of await monde.vue.lire(base, 'intervention', jours))
      if (ciblesLues(i).some(({ genre, id }) => cibles.has(JSON.stringify({ genre, id }))))
        ajouterTouchee(touchees, base, i._id);
  }
  return touchees;
};

/** The visits of these days, and what is retained of each. */
export const lireVisites = async (
  monde: Monde,
  base: string,
  jours: readonly DateCivile[],
  contexte: Contexte,
): Promise<{
  interventions: readonly Intervention[];
  retenue: (i: Intervention) => Retenue;
  /** Whose it is may have been corrected. */
  corrigee: (i: Intervention) => boolean;
}> => {
  const larges = autour(jours, MARGE_CORRECTION_J);
  const [interventions, corrections, verdicts] = [
    await monde.vue.lire(base, 'intervention', jours),
    await monde.vue.lire(base, 'correction', larges),
    await monde.vue.lire(base, 'verdict', larges),
  ];
  const deLaVisite = indexerCorrections(suivreCorrections(corrections, verdicts));
  return {
    interventions,
    retenue: (i) => retenir(i, deLaVisite(i), contexte),
    corrigee: (i) => deLaVisite(i).length > 0,
  };
};

/** Looks again at some visits of a database (without a list, at all those of these days). */
const suivreJours = async (
  monde: Monde,
  e: EtatAlerter,
  desAlertes: ChangementsAlertes,
  lot: { base: string; jours: readonly DateCivile[]; ids?: ReadonlySet<string> | undefined; maintenant: Instant },
  suite: ARedire,
): Promise<void> => {
  const { base, jours, ids, maintenant } = lot;
  const contexte = { maintenant, parametresAu: monde.annuaire.parametresAu };
  const { interventions, retenue } = await lireVisites(monde, base, jours, contexte);
  const absentes = new Set(ids);
  for (const i of interventions) {
    if (ids && !absentes.delete(i._id)) continue;
    const cle = cleDe(base, i._id);
    const r = retenue(i);
    const v = { ...suivreVisite(r, contexte, e.dispenses), base, usagerId: r.usagerId };
    desAlertes.remplacer(base, e.visites.get(cle)?.alertes ?? [], v.alertes);
    garderVisite(e, cle, v, suite);
  }
  for (const id of absentes) {
    const cle = cleDe(base, id);
    desAlertes.remplacer(base, e.visites.get(cle)?.alertes ?? [], []);
    garderVisite(e, cle, undefined, suite);
  }
};

export const suivreTouchees = async (
  monde: Monde,
  e: EtatAlerter,
  desAlertes: ChangementsAlertes,
  touchees: Touchees,
  maintenant: Instant,
): Promise<ARedire> => {
  const suite: ARedire = { usagers: new Set(), aides: new Set() };
  for (const [base, ids] of touchees) {
    for (const jours of morceaux([...new Set([...ids].map(dateDeId))].sort())) {
      const voulus = new Set(jours);
      const siens = new Set([...ids].filter((id) => voulus.has(dateDeId(id))));
      await suivreJours(monde, e, desAlertes, { base, jours, ids: siens, maintenant }, suite);
    }
  }
  monde.vue.alleger();
  return suite;
};

export const suivreTout = async (
  monde: Monde,
  e: EtatAlerter,
  desAlertes: ChangementsAlertes,
  maintenant: Instant,
): Promise<ARedire> => {
  const suite: ARedire = { usagers: new Set(), aides: new Set() };
  for (const jours of morceaux(joursSuivis(maintenant))) {
    for (const base of basesAntennes()) await suivreJours(monde, e, desAlertes, { base, jours, maintenant }, suite);
    monde.vue.alleger();
  }
  return suite;
};
