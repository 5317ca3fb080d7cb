import { nombreEntier } from '#shared/mots/nombres';
import { Icone } from '../../_ui/mots/icones';

/** What waits on a screen of the menu, and for whom; nothing is said of none. `pour`: handed over to who looks. */
export const CompteMenu = ({ n, dit, pour = false }: { n: number; dit: string; pour?: boolean }) =>
  n > 0 ? (
    <span className={pour ? 'cadre__compte cadre__compte--moi' : 'cadre__compte'} title={`${n} ${dit}`}>
      {pour ? <Icone nom="personne" taille={12} /> : null}
      {nombreEntier(n)}
      <span className="invisible"> {dit}</span>
    </span>
  ) : null;
