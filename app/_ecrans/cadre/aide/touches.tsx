import { usePosteOuvert } from '../../../_donnees/lecture/hooks';
import { type GroupeRaccourcis, pourTous, RACCOURCIS } from '../../../_ui/raccourcis';
import { Accords } from './accords';

/** The keys of every screen that the reader has, from the tables that the screens themselves show. */
export const ToutesLesTouches = () => {
  const tous = Object.values<GroupeRaccourcis>(RACCOURCIS);
  const siens = usePosteOuvert() ? tous : [pourTous(RACCOURCIS.partout)];
  return siens.map((g) => (
    <div key={g.titre}>
      <h3>{g.titre}</h3>
      <table className="aide__table">
        <caption className="invisible">{g.titre}</caption>
        <tbody>
          {g.raccourcis.map((r) => (
            <tr key={r.fait}>
              <th scope="row">
                <Accords touches={r.touches} />
              </th>
              <td>{r.fait}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ));
};
