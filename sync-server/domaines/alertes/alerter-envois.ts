import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { alerteEnvoi, antennesDeLEnvoi } from '#shared/domain/alerte/envois';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { clesType } from '../../store/types';
import type { Changements, Monde } from '../pointages';
import type { ChangementsAlertes } from './alerter-ecrire';
import type { EtatAlerter } from './alerter-etat';

/** [AL-5] Files refused, told to the antennas whose month it is; the central service reads each of them. */
export const direEnvois = (e: EtatAlerter, desAlertes: ChangementsAlertes): void => {
  const dites = [...e.envois.values()].flatMap((x) => {
    const alerte = alerteEnvoi(x);
    return alerte ? [{ alerte, bases: antennesDeLEnvoi(x).map(baseAntenne) }] : [];
  });
  for (const base of basesAntennes()) {
    const siennes = dites.flatMap((d) => (d.bases.includes(base) ? [d.alerte] : []));
    desAlertes.remplacer(base, e.refuses.get(base) ?? [], siennes);
    e.refuses.set(base, siennes);
  }
};

export const prendreEnvois = async (
  monde: Monde,
  e: EtatAlerter,
  desAlertes: ChangementsAlertes,
  changements: Changements,
): Promise<void> => {
  const ids = (changements.get(BASE_CENTRALE) ?? []).flatMap(({ id }) => (id.startsWith('envoi:') ? id : []));
  if (ids.length === 0) return;
  const lus = await clesType(monde.magasin, 'envoi', ids, {});
  for (const [n, id] of ids.entries()) {
    const doc = lus[n];
    if (doc) e.envois.set(id, doc);
    else e.envois.delete(id);
  }
  direEnvois(e, desAlertes);
};
