import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant, Usager, Visite } from '#shared/contrats/dossiers/dossiers';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { EnAntenne, Partage } from '../../../store/lectures/connus';
import type { Ecriture } from '../../../store/lots';
import { copierIntervenants } from './copies';
import { derniereVersion, placerVisite, registre } from './visites';

/** [CL-1] Planned visits of usagers that changed antenna follow them, from the day of the change on. */
export const deplacerVisites = (
  usagers: readonly Usager[],
  visites: readonly EnAntenne<Visite>[],
  intervenants: Map<string, Partage<Intervenant>>,
  instant: Instant,
): Ecriture[] => {
  const parId = new Map(usagers.map((u) => [u.id, u]));
  const connues = registre(visites);
  const ecritures: Ecriture[] = [];
  const faites: { antenne: Antenne; intervenantId: string }[] = [];
  for (const { antenne, doc } of connues.courantes.values()) {
    const { recuLe: _, retiree: __, ...prevue } = derniereVersion(doc);
    const usager = parId.get(prevue.usagerId);
    if (!usager) continue;
    const voulue = antenneAu(usager, dateParis(prevue.debut));
    if (voulue === antenne) continue;
    const deplacees = placerVisite(connues, doc.id, voulue, prevue, instant).ecritures;
    // One that had vanished from its file is still so where it goes.
    const arrivee = deplacees.at(-1);
    if (arrivee && doc.absenteDepuis !== undefined) arrivee.doc.absenteDepuis = doc.absenteDepuis;
    ecritures.push(...deplacees);
    faites.push({ antenne: voulue, intervenantId: prevue.intervenantId });
  }
  return [...ecritures, ...copierIntervenants(intervenants, faites)];
};
