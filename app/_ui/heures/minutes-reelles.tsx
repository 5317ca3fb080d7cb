/** [DU-2] Beside « fait »: which minutes it counts, since the states and the pre-billing count others. */
export const MinutesReelles = () => (
  <p className="discret minutes-reelles">
    « Fait » compte les minutes réelles, de l’arrivée au départ. Les états et la préfacturation comptent les minutes
    arrondies par la règle de chaque financeur.
  </p>
);
