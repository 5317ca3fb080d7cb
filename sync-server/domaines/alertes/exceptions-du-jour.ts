import type { Antenne } from '#shared/contrats/commun';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { MARGE_CORRECTION_J } from '#shared/domain/correction/marge';
import { type Exception, exceptionsDe } from '#shared/domain/exception/exceptions';
import { indexerCorrections } from '#shared/domain/intervention/cibles';
import { estFaite } from '#shared/domain/intervention/faite';
import { retenir } from '#shared/domain/intervention/retenir';
import { facturerFaite } from '#shared/domain/ventilation/facturer';
import { tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import * as connus from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';

/** [AL-6] Of each visit of an antenna's day that is out of the ordinary, why. Empty where the funders' table cannot be read. */
export const exceptionsDuJour = async (
  m: Magasin,
  antenne: Antenne,
  date: DateCivile,
  maintenant: Instant,
): Promise<Exception[][]> => {
  const financeurs = tableFinanceurs(await connus.lireFinanceurs(m));
  const interventions = await connus.lireInterventions(m, antenne, date, date);
  if (!financeurs.ok || interventions.length === 0) return [];
  const parametresAu = lecteurParametres(await connus.lireParametres(m));
  const [de, a] = [ajouterJours(date, -MARGE_CORRECTION_J), ajouterJours(date, MARGE_CORRECTION_J)];
  const correctionsDe = indexerCorrections(
    (await connus.lireSuivies(m, antenne, de, a)).filter((s) => s.verdict !== undefined),
  );
  const usagers = await connus.lireUsagers(m);
  return interventions.flatMap((i) => {
    const r = retenir(i, correctionsDe(i), { maintenant, parametresAu });
    const prises = usagers.get(r.usagerId)?.doc.prisesEnCharge ?? [];
    const duree = estFaite(r) ? facturerFaite(r, prises, financeurs.valeur).duree : undefined;
    const siennes = exceptionsDe(r, duree, parametresAu);
    return siennes.length > 0 ? [siennes] : [];
  });
};
