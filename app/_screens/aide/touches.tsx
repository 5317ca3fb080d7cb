import { type GroupeRaccourcis, RACCOURCIS } from '../../_ui/raccourcis';

/** Keys of the screens that tell theirs at the foot, in the same words. */
const AUTRES: readonly GroupeRaccourcis[] = [
  {
    titre: 'Dans les listes d’usagers et d’aides',
    raccourcis: [
      { touches: [['Entrée']], fait: 'Ouvrir le premier nom trouvé' },
      { touches: [['↓'], ['↑']], fait: 'Aller dans la liste, changer de ligne' },
    ],
  },
  {
    titre: 'Dans le planning',
    raccourcis: [
      { touches: [['↑'], ['↓'], ['←'], ['→']], fait: 'Changer de visite, de jour' },
      { touches: [['Entrée']], fait: 'Ouvrir la visite à côté ; dans le mois, ouvrir la semaine du jour' },
      { touches: [['Page ↑'], ['Page ↓']], fait: 'Semaine ou mois d’avant, d’après' },
    ],
  },
  {
    titre: 'Dans la recherche',
    raccourcis: [
      { touches: [['↑'], ['↓']], fait: 'Choisir un résultat' },
      { touches: [['Entrée']], fait: 'Y aller' },
      { touches: [['Échap']], fait: 'Fermer' },
    ],
  },
];

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

/** The keys of every screen, from the tables that the screens themselves show. */
export const ToutesLesTouches = () =>
  [...Object.values<GroupeRaccourcis>(RACCOURCIS), ...AUTRES].map((g) => (
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
