import type { Acquittement, Alerte } from '#shared/contrats/exploitation/alerte';
import { lecteurVues, type Vues } from '#shared/domain/alerte/acquittements';
import { dateParis } from '#shared/temps/paris';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { saisiesDuType } from '../../_donnees/depot/lignes';
import { type Signature, signee } from '../../_ui/actes/signature';

/** Who has seen what, as this PC knows it. */
export const vuesDe = (e: Pick<EtatDepot, 'saisies' | 'refus'>): Vues => lecteurVues(saisiesDuType(e, 'acquittement'));

/** What the menu counts: alerts that nobody has seen. */
export const compterAlertes = (e: Pick<EtatDepot, 'saisies' | 'refus' | 'alertes'>): number => {
  if (e.alertes.size === 0) return 0;
  const vues = vuesDe(e);
  return [...e.alertes.values()].filter((a) => !vues(a)).length;
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
