import { usePosteOuvert } from '../../_data/hooks';
import { type GroupeRaccourcis, RACCOURCIS } from '../../_ui/raccourcis';
import { AUTRES } from './tables';

const Touches = ({ touches }: Pick<GroupeRaccourcis['raccourcis'][number], 'touches'>) =>
  touches.map((accord, n) => (
    <span key={accord.join('+')}>
      {n > 0 ? ' ' : ''}
      {accord.map((t, k) => (
        <span key={t}>
          {k > 0 ? ' ' : ''}
          <kbd>{t}</kbd>
        </span>
      ))}
    </span>
  ));

const pourTous = (g: GroupeRaccourcis): GroupeRaccourcis => ({
  ...g,
  raccourcis: g.raccourcis.filter((r) => r.pourTous),
});

/** The keys of every screen that the reader has, from the tables that the screens themselves show. */
export const ToutesLesTouches = () => {
  const tous = [...Object.values<GroupeRaccourcis>(RACCOURCIS), ...AUTRES];
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
                <Touches touches={r.touches} />
              </th>
              <td>{r.fait}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ));
};
