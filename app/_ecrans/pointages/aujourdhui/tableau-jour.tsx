import type { ReactNode, RefObject } from 'react';

type Props = {
  corps: RefObject<HTMLTableSectionElement | null>;
  tete: ReactNode;
  reste: ReactNode;
  /** What is folded below, in figures; none: nothing is. */
  compte: string;
  deplie: boolean;
  deplier: (oui: boolean) => void;
};

/** The day's table: what asks for someone, then a line that says the rest, and unfolds it. */
export const TableauJour = ({ corps, tete, reste, compte, deplie, deplier }: Props) => (
  <div className="defile">
    {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its lines are chosen by ↑ ↓ */}
    <table className="jour jour--visites" role="grid" aria-label="Visites du jour">
      <caption className="invisible">
        Visites du jour : les retards d’abord, puis les conflits et ce qui est à corriger, puis le reste par heure
      </caption>
      <thead className={tete === null && !reste ? 'invisible' : undefined}>
        <tr>
          <th scope="col">Prévu</th>
          <th scope="col">Arrivée</th>
          <th scope="col">Départ</th>
          <th scope="col">Aide</th>
          <th scope="col">Usager</th>
          <th scope="col">Statut</th>
          <th scope="col">
            <span className="invisible">Action</span>
          </th>
        </tr>
      </thead>
      <tbody ref={corps}>
        {tete ?? (
          <tr>
            <td colSpan={7} className="discret">
              Aucune visite du jour n’attend de vous pour l’instant.
            </td>
          </tr>
        )}
        {compte === '' ? null : (
          <tr className="jour__reste">
            <td colSpan={7}>
              <button type="button" aria-expanded={deplie} onClick={() => deplier(!deplie)}>
                <span aria-hidden="true">{deplie ? '▾' : '▸'}</span> Le reste de la journée : {compte}
              </button>
            </td>
          </tr>
        )}
        {reste}
      </tbody>
    </table>
  </div>
);
