import type { Acquittement } from '#shared/contrats/exploitation/alerte';
import { dateBreve, heure } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { nomAuteur } from '../../_donnees/depot/auteurs';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { EnAttente } from '../../_ui/mots/en-attente';

/** Who has seen an alert, and when; `enAttente`: the server does not know it yet. */
export const VuePar = ({
  vue,
  etat,
  jour,
  enAttente,
}: {
  vue: Acquittement;
  etat: EtatDepot;
  jour: DateCivile;
  enAttente: boolean;
}) => (
  <>
    par {nomAuteur(etat, vue.auteur)}, {dateBreve(dateParis(vue.instant), jour)} {heure(vue.instant)}
    {enAttente ? <EnAttente /> : null}
  </>
);
