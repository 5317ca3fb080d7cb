import { usePathname, useSearchParams } from 'next/navigation';
import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import { antennesDe } from '#shared/droits/droits';
import { ajouterMois, dateParis, moisDe } from '#shared/temps/paris';
import { type Mois, moisSchema } from '#shared/temps/types';
import { antenneAOuvrir } from '../../_donnees/acces/compte-connu';
import { maintenant } from '../../_donnees/base/horloge';
import { useAujourdhui, usePoste } from '../../_donnees/lecture/hooks';

/** The month that an address asks for, none that is to come: last month by default. */
export const moisDemande = (q: URLSearchParams, ici: Mois, defaut = ajouterMois(ici, -1)): Mois => {
  const demande = moisSchema.safeParse(q.get('mois')).data;
  return demande && demande <= ici ? demande : defaut;
};

/** What a page of a month will read, where it has just been loaded. */
export const moisAOuvrir = (session: Session): { antenne: Antenne | undefined; mois: Mois } => ({
  antenne: antenneAOuvrir(session),
  mois: moisDemande(new URLSearchParams(location.search), moisDe(dateParis(maintenant()))),
});

/** The month of the address, last month by default, and the antenna of the top bar: one place to choose it. */
export const useMoisDAntenne = () => {
  const chemin = usePathname();
  const recherche = useSearchParams();
  const { antenne, session } = usePoste();
  const ici = moisDe(useAujourdhui());
  const mois = moisDemande(recherche, ici);
  const aller = (m: Mois): void => history.pushState(null, '', `${chemin}?${new URLSearchParams({ mois: m })}`);
  return { mois, antenne, antennes: antennesDe(session), ici, aller };
};
