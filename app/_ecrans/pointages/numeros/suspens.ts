import type { Attente, Proposition } from '#shared/contrats/pointages/derives';
import type { Appel } from '#shared/contrats/pointages/pointage';
import { sansRemplacees } from '#shared/domain/pointage/attentes';
import { estEcarte, usagersDuNumero } from '#shared/domain/pointage/numeros';
import type { DateCivile } from '#shared/temps/types';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import type { NumerosDuPoste } from '../../../_ui/personnes/connus';

export type Suspendus = { attentes: Attente[]; appels: Appel[]; propositions: Proposition[] };

/** What waits for someone in the antenna, by kind. */
export const trier = (suspens: EtatDepot['suspens']): Suspendus => {
  const tries: Suspendus = { attentes: [], appels: [], propositions: [] };
  for (const liste of suspens.values()) {
    for (const s of liste) {
      if (s.type === 'attente') tries.attentes.push(s);
      else if (s.type === 'appel') tries.appels.push(s);
      else tries.propositions.push(s);
    }
  }
  return { ...tries, attentes: sansRemplacees(tries.attentes) };
};

/** [PT-8] Proposals that nobody has answered yet, most recent first: an answer typed here holds before the server has it. */
export const aProposer = (
  propositions: readonly Proposition[],
  connus: NumerosDuPoste,
  aujourdhui: DateCivile,
): Proposition[] =>
  propositions
    .filter((p) => !estEcarte(p.numero, p.usagerId, connus.rattachements))
    .filter((p) => !usagersDuNumero(p.numero, aujourdhui, connus).usagers.includes(p.usagerId))
    .sort((a, b) => (a.dernier < b.dernier ? 1 : -1));
