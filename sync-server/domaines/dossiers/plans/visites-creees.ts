import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Visite } from '#shared/contrats/dossiers/dossiers';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { MARGE_CORRECTION_J } from '#shared/domain/correction/marge';
import { applique } from '#shared/domain/correction/plier';
import { indexerCorrections, suivreCorrections } from '#shared/domain/intervention/cibles';
import { retenir } from '#shared/domain/intervention/retenir';
import type { LignePlanning } from '#shared/formats/planning/planning';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import {
  type EnAntenne,
  lireCorrections,
  lireInterventions,
  lireParametres,
  lireVerdicts,
} from '../../../store/lectures/connus';
import type { Magasin } from '../../../store/lire';
import { derniereVersion, type Registre } from './visites';

const jourDe = (v: Visite): DateCivile => dateParis(derniereVersion(v).debut);

/** The planned visits that the rows put on another day than the next one: what was typed about them is read about their day. */
const eloignees = (lignes: readonly LignePlanning[], { courantes }: Registre): EnAntenne<Visite>[] =>
  lignes.flatMap((l) => {
    const connue = courantes.get(l.id_planning);
    if (!connue) return [];
    const [avant, apres] = [jourDe(connue.doc), dateParis(l.debut)];
    return apres < ajouterJours(avant, -1) || apres > ajouterJours(avant, 1) ? connue : [];
  });

type Periode = { de: DateCivile; a: DateCivile };

/** Days about these, those that touch in one. */
const periodesAutour = (jours: readonly DateCivile[]): Periode[] => {
  const periodes: Periode[] = [];
  for (const jour of [...new Set(jours)].sort()) {
    const [de, a] = [ajouterJours(jour, -MARGE_CORRECTION_J), ajouterJours(jour, MARGE_CORRECTION_J)];
    const derniere = periodes.at(-1);
    if (derniere && de <= ajouterJours(derniere.a, 1)) derniere.a = a;
    else periodes.push({ de, a });
  }
  return periodes;
};

/** All antennas and days at once: its usager may have changed antenna since a correction. */
const lireAutour = async (m: Magasin, jours: readonly DateCivile[]) => {
  const lues = await Promise.all(
    periodesAutour(jours).flatMap(({ de, a }) =>
      codesAntennes().map(async (antenne) => {
        const [interventions, corrections, verdicts] = await Promise.all([
          lireInterventions(m, antenne, de, a),
          lireCorrections(m, antenne, de, a),
          lireVerdicts(m, antenne, de, a),
        ]);
        return { antenne, interventions, suivies: suivreCorrections(corrections, verdicts) };
      }),
    ),
  );
  const parVisite = new Map<string, Intervention>();
  for (const { antenne, interventions } of lues)
    for (const i of interventions)
      if (i.visite) parVisite.set(`${antenne} ${dateParis(i.visite.debut)} ${i.visite.id}`, i);
  return { parVisite, suivies: lues.flatMap((l) => l.suivies) };
};

/**
 * [CO-1, CO-7] Planned visits that a manager has created, hence done, and that the rows would put on another day: their hours stay on
 * the day on which they were done, and would be in no file of a plan gone elsewhere.
 */
export const lireCreees = async (
  m: Magasin,
  lignes: readonly LignePlanning[],
  visites: Registre,
  maintenant: Instant,
): Promise<Set<string>> => {
  const loin = eloignees(lignes, visites);
  if (loin.length === 0) return new Set();
  const [{ parVisite, suivies }, parametres] = await Promise.all([
    lireAutour(
      m,
      loin.map((v) => jourDe(v.doc)),
    ),
    lireParametres(m),
  ]);
  const correctionsDe = indexerCorrections(suivies.filter((s) => s.verdict !== undefined));
  const contexte = { maintenant, parametresAu: lecteurParametres(parametres) };
  const creees = loin.filter(({ antenne, doc }) => {
    const i = parVisite.get(`${antenne} ${jourDe(doc)} ${doc.id}`);
    if (!i) return false;
    const { statut, corrections } = retenir(i, correctionsDe(i), contexte);
    // Punches that came since make one visit with it [CO-8]: its hours are the created ones no less.
    const creee = corrections.some((j) => applique(j) && j.correction.nature === 'CREATION');
    return statut === 'CREEE' || (creee && statut !== 'ANNULEE');
  });
  return new Set(creees.map((v) => v.doc.id));
};
