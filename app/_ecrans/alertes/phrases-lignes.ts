import {
  ALERTE_INCONNUE,
  type Alerte,
  estDepasse,
  type GenreAlerte,
  traitsAlerte,
} from '#shared/contrats/exploitation/alerte';
import { aFaireAujourdhui, type LigneAlertes } from '#shared/domain/alerte/lignes';
import { dateBreve } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { nomComplet, pointFinal } from '#shared/mots/textes';
import { moisDe } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { interventions } from '../../_ui/adresses/interventions';

type Ou = { lien: string; ou: string };
export type LigneDite = { titre: string; phrase: string } & Partial<Ou>;

/** What several facts are together: « 3 visites incomplètes ». */
const ENSEMBLE: Readonly<Record<GenreAlerte, (n: number) => string>> = {
  TELEPHONE_MUET: (n) => pluriel(n, 'silence du téléphone', 'silences du téléphone'),
  DEPART_EN_RETARD: (n) => pluriel(n, 'départ en retard', 'départs en retard'),
  VISITE_NON_COMMENCEE: (n) => pluriel(n, 'visite non commencée', 'visites non commencées'),
  CONFLIT: (n) => pluriel(n, 'visite en conflit', 'visites en conflit'),
  POINTEE_EN_ABSENCE: (n) => pluriel(n, 'visite pointée pendant une absence', 'visites pointées pendant une absence'),
  VISITES_A_RETIRER: (n) => pluriel(n, 'planning à faire retirer', 'plannings à faire retirer'),
  NUMERO_INCONNU: (n) => pluriel(n, 'numéro attend un usager', 'numéros attendent un usager'),
  APPEL_INCOMPLET: (n) => pluriel(n, 'visite incomplète', 'visites incomplètes'),
  MILLESIME_MUET: (n) => pluriel(n, 'fichier en retard', 'fichiers en retard'),
  EXPORT_REFUSE: (n) => pluriel(n, 'envoi refusé', 'envois refusés'),
  CHEVAUCHEMENT: (n) => pluriel(n, 'chevauchement de visites', 'chevauchements de visites'),
  DEPASSEMENT_PREVU: (n) => pluriel(n, 'plan dépassé ou qui peut l’être', 'plans dépassés ou qui peuvent l’être'),
  FIN_DE_PRISE_EN_CHARGE: (n) => pluriel(n, 'prise en charge se termine', 'prises en charge se terminent'),
  PLAFOND_EN_BAISSE: (n) => pluriel(n, 'plafond baisse', 'plafonds baissent'),
  AIDE_OUVERTE: (n) => pluriel(n, 'aide du Département s’ouvre', 'aides du Département s’ouvrent'),
  NOUVEL_USAGER_AIDE: (n) => pluriel(n, 'nouvel usager', 'nouveaux usagers'),
  NOUVEL_USAGER_SANS_AIDE: (n) => pluriel(n, 'nouvel usager', 'nouveaux usagers'),
};

const direEnsemble = (genre: GenreAlerte, n: number): string =>
  traitsAlerte(genre)
    ? ENSEMBLE[genre](n)
    : `${pluriel(n, 'alerte')} d’une version plus récente, à lire en rechargeant la page`;

/** Kinds whose hours are typed in the grid. */
const A_SAISIR: ReadonlySet<GenreAlerte> = new Set(['APPEL_INCOMPLET', 'VISITE_NON_COMMENCEE']);

const compte = ({ genre, passee, alertes }: LigneAlertes): string => {
  if (passee) return pluriel(alertes.length, 'visite jamais pointée', 'visites jamais pointées');
  const depasses = genre === 'DEPASSEMENT_PREVU' ? alertes.filter(estDepasse).length : 0;
  if (depasses === alertes.length) return pluriel(depasses, 'plan dépassé', 'plans dépassés');
  const dont = depasses > 0 ? `, dont ${pluriel(depasses, 'déjà dépassé', 'déjà dépassés')}` : '';
  return `${direEnsemble(genre, alertes.length)}${dont}`;
};

const NOMMES = 3;

const usagersDe = (alertes: readonly Alerte[]): string[] => [...new Set(alertes.flatMap((a) => a.usagerId ?? []))];

/** « MARTIN Jeanne, PETIT Léa, NGUYEN Lan et 4 autres » */
const nommer = (ids: readonly string[], e: EtatDepot): string => {
  const noms = ids.slice(0, NOMMES).map((id) => {
    const u = e.usagers.get(id);
    return u ? nomComplet(u) : id;
  });
  const autres = ids.length - noms.length;
  const derniere = autres > 0 ? ` et ${pluriel(autres, 'autre')}` : '';
  return `${noms.join(', ')}${derniere}`;
};

const lieuDe = ({ genre, alertes, usagerId }: LigneAlertes): Partial<Ou> => {
  const [premiere] = alertes;
  if (genre === 'NUMERO_INCONNU') return { lien: '/numeros/', ou: 'Les rattacher' };
  if (!A_SAISIR.has(genre)) return {};
  const deQui = usagerId === undefined ? {} : { usager: usagerId };
  return { lien: interventions(moisDe(premiere.depuis), { filtre: 'a-traiter', ...deQui }), ou: 'Saisir les heures' };
};

/** What a line of several facts says: whose, how many, what they are, and the screen that settles them all. */
export const direLigne = (l: LigneAlertes, e: EtatDepot, aujourdhui: DateCivile): LigneDite => {
  const { genre, passee, usagerId, alertes } = l;
  const titre = passee ? 'Visite jamais pointée' : (traitsAlerte(genre)?.libelle ?? ALERTE_INCONNUE);
  if (usagerId !== undefined) {
    const u = e.usagers.get(usagerId);
    return { titre, phrase: pointFinal(`${u ? nomComplet(u) : usagerId} : ${compte(l)}`), ...lieuDe(l) };
  }
  const ids = usagersDe(alertes);
  const noms = nommer(ids, e);
  // Twelve plans and ten names: both are said.
  const deQui = ids.length > 0 && ids.length < alertes.length ? `, de ${pluriel(ids.length, 'usager')}` : '';
  const depuis = genre === 'NUMERO_INCONNU' ? `, depuis le ${dateBreve(alertes[0].depuis, aujourdhui)}` : '';
  return { titre, phrase: pointFinal(`${compte(l)}${deQui}${depuis}${noms === '' ? '' : ` : ${noms}`}`), ...lieuDe(l) };
};

/** The three figures that are read of alerts: the lines, those that the menu counts, and the facts one by one as the dashboards do. */
export const direCompte = (aVoir: readonly LigneAlertes[]): string => {
  const duJour = aFaireAujourdhui(aVoir);
  const dont = duJour > 0 ? `, dont ${duJour} pour aujourd’hui, ce que le menu compte` : '';
  const faits = aVoir.reduce((n, l) => n + l.alertes.length, 0);
  return `${pluriel(aVoir.length, 'ligne')} à voir${dont}${faits > aVoir.length ? ` : ${pluriel(faits, 'alerte')}, une à une` : ''}.`;
};
