import type { Resultat } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { DemandeEtat, TableauEtat } from '#shared/etats/contrat';
import type { Horloge } from '../../../ports/horloge';
import { compterPourDeBon } from '../../../store/inventaire/pour-de-bon';
import type { Magasin } from '../../../store/lire';
import { refusPeriode } from '../../cloture';

type Periode = Pick<DemandeEtat, 'du' | 'au' | 'antenne'>;

/** What leaves the screen: counted on a cluster that is whole and calm, from months of which all that was received is there. */
export const sortirPourDeBon = <T = TableauEtat>(
  p: { magasin: Magasin; horloge: Horloge },
  { du, au, antenne }: Periode,
  rien: string,
  lire: () => Promise<Resultat<T>>,
): Promise<Resultat<T>> =>
  compterPourDeBon(p, rien, async () => {
    const antennes = antenne === 'TOUTES' ? codesAntennes() : [antenne];
    return (await refusPeriode(p.magasin, p.horloge, { du, au, antennes, rien })) ?? lire();
  });
