import { type Resultat, refuser } from '#shared/contrats/commun';
import type { MaintenancePrevue } from '#shared/contrats/disponibilite';
import { lecteurParametres } from '#shared/contrats/parametre';
import { jugerMaintenance } from '#shared/domain/disponibilite/maintenance';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { tracer } from '../adapters/depot/audit';
import { lireParametres } from '../adapters/depot/connus';
import type { AccesMagasin } from '../ports/documents';
import type { Horloge } from '../ports/horloge';
import { ecrireParametre } from './parametres';

/** Those that are announced and not over, the first ones first. */
export const annoncees = async (m: AccesMagasin, maintenant: Instant): Promise<MaintenancePrevue[]> =>
  lecteurParametres(await lireParametres(m))(dateParis(maintenant))
    .maintenancesPrevues.filter((x) => x.fin > maintenant)
    .sort((a, b) => (a.debut < b.debut ? -1 : 1));

/** The list of a parameter holds that many: the oldest leave it. */
const GARDEES = 50;

/**
 * Announces planned work, or takes it back: the dated parameter `maintenancesPrevues` says it to every screen, and takes its
 * minutes out of the measure. Refusals: those of `jugerMaintenance`, DEJA, INCONNUE.
 */
export const declarerMaintenance = async (
  p: { magasin: AccesMagasin; horloge: Horloge },
  d: MaintenancePrevue & { annule: boolean; auteur: string },
): Promise<Resultat<MaintenancePrevue[]>> => {
  const maintenant = p.horloge();
  const aujourdhui = dateParis(maintenant);
  const parametres = lecteurParametres(await lireParametres(p.magasin))(aujourdhui);
  const { annule, auteur, ...m } = d;
  const connues = parametres.maintenancesPrevues;
  const autres = connues.filter((x) => !(x.debut === m.debut && x.fin === m.fin));
  if (annule) {
    if (autres.length === connues.length)
      return refuser('INCONNUE', 'Cette maintenance n’est plus annoncée. Rechargez la page.');
    if (m.debut <= maintenant)
      return refuser('COMMENCEE', 'Une maintenance commencée ne se retire plus : elle est de ce qui a été mesuré.');
  } else {
    const refus = jugerMaintenance(m, parametres.fenetreService, maintenant);
    if (refus) return refus;
    if (connues.some((x) => x.debut < m.fin && m.debut < x.fin))
      return refuser('DEJA', 'Une maintenance est déjà annoncée à ce moment-là : retirez-la d’abord.');
  }
  const suite = (annule ? autres : [...autres, m]).sort((a, b) => (a.debut < b.debut ? -1 : 1)).slice(-GARDEES);
  const ecrit = await ecrireParametre(p.magasin, p.horloge, {
    cle: 'maintenancesPrevues',
    valeur: JSON.stringify(suite),
    depuis: aujourdhui,
    auteur,
  });
  if (!ecrit.ok) return ecrit;
  await tracer(p.magasin, {
    instant: maintenant,
    auteur,
    action: 'MAINTENANCE',
    objet: `${m.debut} ${m.fin}${annule ? ' retirée' : ''}`,
  });
  return { ok: true, valeur: suite };
};
