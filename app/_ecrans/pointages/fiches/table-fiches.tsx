'use client';

import type { Ligne } from '../../../_donnees/depot/lignes';
import type { Option } from '../../../_ui/personnes/personnes';
import type { Lot, MotifPour, Preparer } from './garder';
import { usePreparer } from './garder';
import type { Envoi } from './ligne';
import { LigneFiche } from './ligne-fiche';
import { LigneLibre } from './ligne-libre';
import { useOrdre } from './ordre';
import type { VisiteAFicher } from './visites';

type Props = {
  lot: Lot;
  visites: readonly VisiteAFicher[];
  lignes: readonly Ligne[];
  usagers: readonly Option[];
  /** Asked for by the address. */
  usager: string;
  motifPour: MotifPour;
} & Omit<Envoi, keyof Preparer>;

/** The aide's day: a line for each visit, and one for an usager whom the plan does not give her. */
export const TableFiches = ({ lot, visites, lignes, usagers, usager, motifPour, passer, surErreurLot }: Props) => {
  const ordonnees = useOrdre(visites);
  const prete = usePreparer(lot, visites, motifPour);
  // Hers already, complete or not: that line is the one to look at.
  const prevue = visites.some((v) => v.ligne.retenue.usagerId === usager);
  return (
    <table className="jour fiches__saisie">
      <caption className="invisible">Visites de l’aide ce jour : celles sans heures d’abord</caption>
      <thead>
        <tr>
          <th scope="col">Prévu</th>
          <th scope="col">Usager</th>
          <th scope="col">Arrivée</th>
          <th scope="col">Départ</th>
          <th scope="col">Statut</th>
          <th scope="col">
            <span className="invisible">Action</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {ordonnees.map((v) => (
          <LigneFiche key={v.cle} visite={v} {...prete} passer={passer} surErreurLot={surErreurLot} />
        ))}
        <LigneLibre
          lieu={`fiche libre ${lot.date} ${lot.intervenantId}`}
          usagers={usagers}
          initial={prevue ? '' : usager}
          visites={visites}
          lignes={lignes}
          {...prete}
          passer={passer}
          surErreurLot={surErreurLot}
        />
      </tbody>
    </table>
  );
};
