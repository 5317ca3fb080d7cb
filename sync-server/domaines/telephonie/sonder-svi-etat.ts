import type { EtatService, Panne } from '#shared/contrats/exploitation/disponibilite';
import type { Mesure } from '#shared/domain/disponibilite/bilan';
import { concerneAntennes, finie, trierPannes } from '#shared/domain/disponibilite/panne';
import { ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

/** A measure older than that says nothing of now. */
const FRAICHEUR_S = 300;

/** What every screen is told: nothing that is not known. */
export const etatDuService = (v: {
  pannes: readonly Panne[];
  mesures: readonly Mesure[];
  maintenance: boolean;
  maintenant: Instant;
}): EtatService => {
  const dites = v.pannes.filter(concerneAntennes);
  const enCours = trierPannes(dites.filter((p) => !finie(p)).map(({ quoi, debut }) => ({ quoi, debut })));
  const svi = enCours.find((p) => p.quoi === 'SVI');
  const terminee = dites
    .filter(finie)
    .sort((a, b) => (a.fin < b.fin ? -1 : 1))
    .at(-1);
  const derniere = v.mesures.findLast((m) => m.marque === 'R');
  const fraiche = derniere !== undefined && ecartSecondes(derniere.instant, v.maintenant) < FRAICHEUR_S;
  return {
    svi: svi
      ? { etat: 'PANNE', depuis: svi.debut }
      : { etat: v.maintenance ? 'MAINTENANCE' : fraiche ? 'OK' : 'INCONNU' },
    pannes: enCours,
    ...(terminee ? { terminee: { quoi: terminee.quoi, debut: terminee.debut, fin: terminee.fin } } : {}),
    vuLe: v.maintenant,
  };
};

/** Whether a screen would show something else. */
export const memeEtat = (a: EtatService, b: EtatService): boolean =>
  JSON.stringify({ ...a, vuLe: '' }) === JSON.stringify({ ...b, vuLe: '' });
