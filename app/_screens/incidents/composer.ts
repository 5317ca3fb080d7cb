import type { EtatService } from '#shared/contrats/disponibilite';
import type {
  CategorieIncident,
  ContexteIncident,
  DemandeSignalement,
  GraviteIncident,
} from '#shared/contrats/incident';
import { masquer } from '#shared/domain/incident/contexte';
import { dateParis } from '#shared/temps/paris';
import { type Signature, signee } from '../correction/signature';

export type Tape = { categorie: CategorieIncident; gravite: GraviteIncident; texte: string };

/** What one may well be about, from the screen and from what goes on: the field is filled, and may be changed. */
export const categorieProbable = (
  ecran: string,
  liaison: ContexteIncident['liaison'],
  service?: EtatService,
): CategorieIncident => {
  if (service && service.pannes.length > 0) return 'TELEPHONE';
  if (liaison !== 'EN_LIGNE') return 'SYNCHRONISATION';
  if (['/cloture/', '/prefacturation/', '/envois/'].includes(ecran)) return 'FICHIERS';
  return ['/numeros/', '/telephone/'].includes(ecran) ? 'TELEPHONE' : 'ECRAN';
};

/** Telephones and addresses typed in the text leave it before it is kept. */
export const composerDemande = (
  t: Tape,
  contexte: ContexteIncident,
  service: EtatService | undefined,
): DemandeSignalement => ({
  ...t,
  texte: masquer(t.texte.trim()),
  contexte,
  pannes: (service?.pannes ?? []).slice(0, 10).map(({ quoi, debut }) => ({ quoi, debut })),
});

/** The same as a saisie of this PC: kept before it is said to be, sent on return. */
export const composerSignalement = (d: DemandeSignalement, s: Signature) => ({
  ...signee('signalement', dateParis(s.maintenant), s),
  ...d,
});
