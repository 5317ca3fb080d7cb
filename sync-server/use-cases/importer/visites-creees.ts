import { CODES_ANTENNES } from '#shared/contrats/commun';
import type { Visite } from '#shared/contrats/dossiers';
import { lecteurParametres } from '#shared/contrats/parametre';
import { MARGE_CORRECTION_J } from '#shared/domain/correction/marge';
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
} from '../../adapters/depot/connus';
import type { AccesMagasin } from '../../ports/documents';
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

const estCreee = async (
  m: AccesMagasin,
  { antenne, doc }: EnAntenne<Visite>,
  maintenant: Instant,
): Promise<boolean> => {
  const jour = jourDe(doc);
  const i = (await lireInterventions(m, antenne, jour, jour)).find((x) => x.visite?.id === doc.id);
  if (!i) return false;
  const [de, a] = [ajouterJours(jour, -MARGE_CORRECTION_J), ajouterJours(jour, MARGE_CORRECTION_J)];
  // Its usager may have changed antenna since.
  const suivies = await Promise.all(
    CODES_ANTENNES.map(async (x) =>
      suivreCorrections(await lireCorrections(m, x, de, a), await lireVerdicts(m, x, de, a)),
    ),
  );
  const jugees = suivies.flat().filter((s) => s.verdict !== undefined);
  const parametresAu = lecteurParametres(await lireParametres(m));
  return retenir(i, indexerCorrections(jugees)(i), { maintenant, parametresAu }).statut === 'CREEE';
};

/**
 * [CO-1, CO-7] Planned visits that a manager has created, hence done, and that the rows would put on another day: their hours stay on
 * the day on which they were done, and would be in no file of a plan gone elsewhere.
 */
export const lireCreees = async (
  m: AccesMagasin,
  lignes: readonly LignePlanning[],
  visites: Registre,
  maintenant: Instant,
): Promise<Set<string>> => {
  const creees = new Set<string>();
  for (const v of eloignees(lignes, visites)) if (await estCreee(m, v, maintenant)) creees.add(v.doc.id);
  return creees;
};
