import { libelleAntenne } from '#shared/domain/antenne/registre';
import { dateLongueEtAnnee } from '#shared/mots/dates';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { usePoste } from '../../../_donnees/lecture/hooks';
import { ImprimeLe } from '../../../_ui/imprime-le';
import { resumer } from './resume';

type Props = {
  jour: DateCivile;
  lignes: readonly Ligne[];
  /** The one counter whose visits are shown. */
  compteur: string | undefined;
};

/** The head of the day on paper: whose it is, where it stands and when that was. */
export const JourneeImprimee = ({ jour, lignes, compteur }: Props) => {
  const { antenne } = usePoste();
  return (
    <div className="impression">
      <h1>
        Antenne {libelleAntenne(antenne)} : journée du {dateLongueEtAnnee(jour)}
      </h1>
      <p>
        {resumer(lignes).phrase}
        {compteur ? ` · ici : ${compteur}` : ''} · <ImprimeLe />
      </p>
    </div>
  );
};
