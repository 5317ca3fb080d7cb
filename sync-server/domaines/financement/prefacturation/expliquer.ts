import type { VisiteFigee } from '#shared/contrats/cloture/cloture';
import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Explication } from '#shared/contrats/financement/prefacturation';
import { idIntervention } from '#shared/contrats/ids';
import { expliquerLigne, visitesDe } from '#shared/domain/prefacturation/expliquer';
import { type CleLigne, cleDe, lignesPrefacturation } from '#shared/domain/prefacturation/lignes';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import type { Magasin } from '../../../store/lire';
import { clesType } from '../../../store/types';
import type { MoisPrefacture } from './lire-mois';

/** The day that an intervention bears may be that of its punch, or of its planned start: beside the retained one. */
const idsPossibles = (v: VisiteFigee): string[] =>
  [...new Set([v.arrivee, v.depart, v.debut, v.fin].flatMap((i) => (i ? dateParis(i) : [])))]
    .flatMap((d) => [d, ajouterJours(d, -1), ajouterJours(d, 1)])
    .filter((d, n, tous) => tous.indexOf(d) === n)
    .map((d) => idIntervention(d, v.interventionId));

/** The interventions as they stand, for the planned hours and the pairing's words; what was purged is not there. */
const lireInterventions = async (
  m: Magasin,
  x: MoisPrefacture,
  visites: readonly VisiteFigee[],
): Promise<(v: VisiteFigee) => Intervention | undefined> => {
  const ids = visites.flatMap(idsPossibles);
  const lues = await clesType(m, 'intervention', ids, { antenne: x.antenne });
  const connues = new Map(lues.flatMap((i) => (i ? [[i.id, i] as const] : [])));
  return (v) => connues.get(v.interventionId);
};

/** A line of the month, down to the punches. */
export const expliquer = async (m: Magasin, x: MoisPrefacture, cle: CleLigne): Promise<Resultat<Explication>> => {
  const etat = x.etats.find((e) => e.usagerId === cle.usagerId);
  const ligne = etat && lignesPrefacturation([etat], x.financeurs).find((l) => cleDe(l) === cleDe(cle));
  if (!etat || !ligne)
    return refuser(
      'LIGNE_INCONNUE',
      'Cette ligne n’est plus dans la préfacturation : le mois a changé depuis. Rechargez la page.',
    );
  const interventionDe = await lireInterventions(m, x, visitesDe(etat, ligne, x.financeurs));
  return { ok: true, valeur: expliquerLigne(ligne, etat, x.financeurs, interventionDe) };
};
