import type { Attente } from '#shared/contrats/pointages/derives';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { MARGE_CORRECTION_J } from '#shared/domain/correction/marge';
import { sansRemplacees } from '#shared/domain/pointage/attentes';
import { neSeRattachePas } from '#shared/domain/pointage/mobile-aide';
import { estRegle } from '#shared/domain/pointage/reglee';
import type { Contexte } from '#shared/domain/types';
import { ajouterA } from '#shared/listes';
import { ajouterMois, dateParis, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import { autour, type Changements, dateDeId, idsDe, type Monde } from '../pointages';
import type { EtatAlerter } from './alerter-etat';
import { lireVisites } from './alerter-visites';

// [AL-5] A call from a withheld number, or from an aide's own, waits for as long as it is kept: what settles it is the visit that it was
// about, and the alert must not outlive that.

const DE_L_ANNUAIRE = 'intervenant:';
/** A visit of an evening may be that of a call after midnight. */
const MARGE_J = 1;

/** First day of those that are still said: their month, or the one before it, is not closed yet. The queue keeps the others. */
const debutIsolees = (maintenant: Instant): DateCivile => premierJour(ajouterMois(moisDe(dateParis(maintenant)), -1));

/** Looks again at these waiting punches of a database: settled, or not. */
const revoir = async (
  monde: Monde,
  e: EtatAlerter,
  base: string,
  attentes: readonly Attente[],
  contexte: Contexte,
): Promise<void> => {
  const reglees = e.reglees.get(base) ?? new Set<string>();
  e.reglees.set(base, reglees);
  const depuis = debutIsolees(contexte.maintenant);
  const parJour = new Map<DateCivile, Attente[]>();
  for (const a of attentes) {
    reglees.delete(a._id);
    if (a.date >= depuis && neSeRattachePas(a, monde.annuaire.estDUneAide)) ajouterA(parJour, a.date, a);
  }
  for (const [jour, siennes] of parJour) {
    const aides = new Set(siennes.map((a) => a.intervenantId));
    let restent = siennes;
    // It waits where its aide is; the visit is where its usager is, for who replaces in another antenna.
    for (const b of [base, ...basesAntennes().filter((x) => x !== base)]) {
      if (restent.length === 0) break;
      const { interventions, retenue, corrigee } = await lireVisites(monde, b, autour([jour], MARGE_J), contexte);
      const retenues = interventions.filter((i) => aides.has(i.intervenantId) || corrigee(i)).map(retenue);
      const reste = restent.filter((a) => !estRegle(a, retenues));
      for (const a of restent) if (!reste.includes(a)) reglees.add(a._id);
      restent = reste;
    }
  }
  monde.vue.alleger();
};

/** All of those of a database. */
export const reglerAttentes = async (monde: Monde, e: EtatAlerter, base: string, contexte: Contexte): Promise<void> => {
  e.reglees.delete(base);
  await revoir(monde, e, base, [...(e.attentes.get(base)?.values() ?? [])], contexte);
};

/** Those that these changes may settle, or not any more; gives the databases where something was looked at again. */
export const revoirAttentes = async (
  monde: Monde,
  e: EtatAlerter,
  changements: Changements,
  contexte: Contexte,
): Promise<Set<string>> => {
  const revues = new Set<string>();
  const aides = [...changements.values()].some((ls) => ls.some((l) => l.id.startsWith(DE_L_ANNUAIRE)));
  const toutes = [...changements.values()].flat();
  const visites = toutes.flatMap((l) => (l.id.startsWith('intervention:') ? dateDeId(l.id) : []));
  const dites = [...idsDe(toutes, 'correction'), ...idsDe(toutes, 'verdict')].map(dateDeId);
  const jours = new Set(autour([...visites, ...autour(dites, MARGE_CORRECTION_J)], MARGE_J));
  for (const [base, connues] of e.attentes) {
    const venues = new Set(idsDe(changements.get(base) ?? [], 'attente'));
    const touchees = [...connues.values()].filter((a) => aides || venues.has(a._id) || jours.has(a.date));
    if (touchees.length === 0) continue;
    await revoir(monde, e, base, touchees, contexte);
    revues.add(base);
  }
  return revues;
};

/** What still asks for something, in a database. */
export const attentesAFaire = (
  { annuaire }: Pick<Monde, 'annuaire'>,
  e: EtatAlerter,
  base: string,
  maintenant: Instant,
): Attente[] => {
  const depuis = debutIsolees(maintenant);
  return sansRemplacees([...(e.attentes.get(base)?.values() ?? [])]).filter(
    (a) => e.reglees.get(base)?.has(a._id) !== true && (a.date >= depuis || !neSeRattachePas(a, annuaire.estDUneAide)),
  );
};
