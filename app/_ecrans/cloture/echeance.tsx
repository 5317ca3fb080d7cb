import { direEcheance, type EtatEcheance, etatEcheance } from '#shared/domain/cloture/echeance';
import { majuscule } from '#shared/mots/textes';
import type { DateCivile } from '#shared/temps/types';
import { useAujourdhui } from '../../_donnees/lecture/hooks';

const TONS: Readonly<Record<EtatEcheance, string | undefined>> = {
  LOINTAINE: undefined,
  PROCHE: 'statut statut--orange',
  PASSEE: 'statut statut--rouge',
};

/** [CL-1] Until when an open month is to be closed; in a tone once that day is near, or past. */
export const Echeance = ({ echeance }: { echeance: DateCivile }) => {
  const aujourdhui = useAujourdhui();
  return (
    <span className={TONS[etatEcheance(echeance, aujourdhui)]}>{majuscule(direEcheance(echeance, aujourdhui))}</span>
  );
};
