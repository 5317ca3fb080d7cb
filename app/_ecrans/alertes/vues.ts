import type { Acquittement, Alerte } from '#shared/contrats/exploitation/alerte';
import { lecteurVues, type Vues } from '#shared/domain/alerte/acquittements';
import { aFaireAujourdhui, lignesAlertes } from '#shared/domain/alerte/lignes';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { saisiesDuType } from '../../_donnees/depot/lignes';
import { type Signature, signee } from '../../_ui/actes/signature';

/** Who has seen what, as this PC knows it. */
export const vuesDe = (e: Pick<EtatDepot, 'saisies' | 'refus'>): Vues => lecteurVues(saisiesDuType(e, 'acquittement'));

/** What the menu counts: lines that nobody has seen, and that wait for a gesture of today. */
export const compterAlertes = (e: Pick<EtatDepot, 'saisies' | 'refus' | 'alertes'>, maintenant: Instant): number => {
  if (e.alertes.size === 0) return 0;
  const vues = vuesDe(e);
  const aVoir = [...e.alertes.values()].filter((a) => !vues(a));
  return aFaireAujourdhui(lignesAlertes(aVoir, maintenant));
};

/** `annule`: to be seen again. */
export const composerAcquittement = (a: Pick<Alerte, '_id'>, s: Signature, annule = false): Acquittement => {
  const date = dateParis(s.maintenant);
  return {
    ...signee('acquittement', date, s),
    alerteId: a._id,
    ...(annule ? { annule: true as const } : {}),
  };
};
