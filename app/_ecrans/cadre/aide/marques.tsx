import type { StatutAffiche } from '../../../_donnees/depot/statut-affiche';
import { BadgeStatut } from '../../../_ui/mots/badge-statut';
import { STATUTS } from '../../../_ui/mots/statuts';
import { SENS, SYNC } from './tables';

const estStatut = (s: string): s is StatutAffiche => Object.hasOwn(STATUTS, s);

export const MarquesStatuts = () => (
  <table className="aide__table">
    <caption className="invisible">Statuts des visites</caption>
    <tbody>
      {Object.entries(SENS).map(([statut, sens]) =>
        estStatut(statut) ? (
          <tr key={statut}>
            <th scope="row">
              <BadgeStatut statut={statut} />
            </th>
            <td>{sens}</td>
          </tr>
        ) : null,
      )}
    </tbody>
  </table>
);

export const MarquesSync = () => (
  <table className="aide__table">
    <caption className="invisible">Marque du réseau</caption>
    <tbody>
      {SYNC.map(([marque, sens]) => (
        <tr key={marque}>
          <th scope="row">« {marque} »</th>
          <td>{sens}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
