import { usePathname, useSearchParams } from 'next/navigation';
import { antennesDe } from '#shared/droits/droits';
import { ajouterMois, moisDe } from '#shared/temps/paris';
import { type Mois, moisSchema } from '#shared/temps/types';
import { useAujourdhui, usePoste } from '../../_data/hooks';

/** The month of the address, last month by default, and the antenna of the top bar: one place to choose it. */
export const useMoisDAntenne = () => {
  const chemin = usePathname();
  const recherche = useSearchParams();
  const { antenne, session } = usePoste();
  const ici = moisDe(useAujourdhui());
  const demande = moisSchema.safeParse(recherche.get('mois')).data;
  const mois = demande && demande <= ici ? demande : ajouterMois(ici, -1);
  const aller = (m: Mois): void => history.pushState(null, '', `${chemin}?${new URLSearchParams({ mois: m })}`);
  return { mois, antenne, antennes: antennesDe(session), ici, aller };
};
