import { usePathname, useSearchParams } from 'next/navigation';
import { type Antenne, antenneSchema } from '#shared/contrats/commun';
import { antennesDe } from '#shared/droits/droits';
import { ajouterMois, moisDe } from '#shared/temps/paris';
import { type Mois, moisSchema } from '#shared/temps/types';
import { useAujourdhui, usePoste } from '../../_data/hooks';

/** The month and the antenna of the address: last month by default, that of the top bar. */
export const useMoisDAntenne = () => {
  const chemin = usePathname();
  const recherche = useSearchParams();
  const { antenne: enHaut, session } = usePoste();
  const ici = moisDe(useAujourdhui());
  const antennes = antennesDe(session);
  const demandee = antenneSchema.safeParse(recherche.get('antenne')).data;
  const antenne = demandee && antennes.includes(demandee) ? demandee : enHaut;
  const demande = moisSchema.safeParse(recherche.get('mois')).data;
  const mois = demande && demande <= ici ? demande : ajouterMois(ici, -1);
  const aller = (m: Mois, a: Antenne): void =>
    history.pushState(null, '', `${chemin}?${new URLSearchParams({ mois: m, antenne: a })}`);
  return { mois, antenne, antennes, enHaut, ici, aller };
};
