import type { Parametres } from '../../contrats/exploitation/parametre';
import { ajouterJours, aLaMinute, dateParis, epochMs, instantDe } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import { type FenetreService, instantDuRang, rangDe } from './fenetre';

/** The call of the probe and what is written of it, beyond the minute that it measures. */
const MARGE_MS = 60_000;

/** The first instant, from this one on, of which something is measured: itself, or the next opening. */
export const premiereMesure = (f: FenetreService, i: Instant): Instant => {
  if (rangDe(f, i) !== undefined) return i;
  const jour = dateParis(i);
  const ouverture = instantDuRang(jour, f.debut, 0);
  return i < ouverture ? ouverture : instantDuRang(ajouterJours(jour, 1), f.debut, 0);
};

/** [PT-9] Until when an outage that there was at this instant may still be found. `exterieur`: calls from outside are tried too. */
export const trouvableJusqua = (
  i: Instant,
  p: Pick<Parametres, 'fenetreService' | 'panneApres' | 'sondeExterieureMinutes'>,
  exterieur: boolean,
): Instant => {
  const minutes = p.panneApres * (exterieur ? p.sondeExterieureMinutes : 1);
  return instantDe(epochMs(aLaMinute(premiereMesure(p.fenetreService, i))) + minutes * 60_000 + MARGE_MS);
};
