import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateBreve } from '#shared/mots/dates';
import { contexteDe } from '../../../_donnees/depot/lignes';
import { useAujourdhui, useDepot, useMaintenant, usePoste, useSync } from '../../../_donnees/lecture/hooks';
import type { TeteFeuilles } from './feuille-pointer';

/** [PT-9] Whether this antenna has chosen to punch without a telephone, and what its sheets say of it. */
export const usePointer = () => {
  const etat = useDepot();
  const jour = useAujourdhui();
  const maintenant = useMaintenant();
  const { antenne, session } = usePoste();
  const { liaison } = useSync();
  const { pointerSansTelephone, pointerEnPanne, telephonesAntennes } = contexteDe(etat, maintenant).parametresAu(jour);
  const tete: TeteFeuilles = {
    antenne: libelleAntenne(antenne),
    telephone: telephonesAntennes[antenne] ?? '',
    imprimeLe: `${dateBreve(jour, jour)} ${jour.slice(0, 4)}`,
  };
  return {
    choisi: pointerSansTelephone.includes(antenne) || pointerEnPanne.includes(antenne),
    enLigne: liaison === 'EN_LIGNE',
    tete,
    mode: session.mode,
  };
};
