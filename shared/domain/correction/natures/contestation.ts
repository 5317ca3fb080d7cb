import type { Correction } from '../../../contrats/corrections/correction';
import type { Intervention, PointageRetenu } from '../../../contrats/corrections/intervention';
import { aLaMinute } from '../../../temps/paris';
import type { Instant } from '../../../temps/types';
import { connuLe } from '../../pointage/connu';
import type { Contenu } from '../../types';

// [CO-8] What a kind of correction says of punches that its author cannot have seen.

/** The punches of the visit that contest a correction, of which nobody knew as it was made (`faiteLe`); `retenu`: what is retained. */
export type Contestation = (
  i: Intervention,
  c: Correction,
  faiteLe: Instant,
  retenu: Contenu,
) => readonly PointageRetenu[];

export const pointagesDe = ({ arrivee, depart }: Intervention): PointageRetenu[] =>
  [arrivee, depart].flatMap((p) => p ?? []);

/** All of them, where none was known. */
export const tousDepuis: Contestation = (i, _c, faiteLe) => {
  const pointages = pointagesDe(i);
  return pointages.every((p) => connuLe(p) > faiteLe) ? pointages : [];
};

/** The same, where they are not of the aide or the usager whom it names and who is retained. */
export const tousDUnAutre: Contestation = (i, c, faiteLe, retenu) => {
  const autre = (['intervenantId', 'usagerId'] as const).some(
    (champ) => c[champ] !== undefined && c[champ] === retenu[champ] && c[champ] !== i[champ],
  );
  return autre ? tousDepuis(i, c, faiteLe, retenu) : [];
};

/** That of an hour that it gave, and that is retained, where there was none to see and it says another minute. */
export const cotesDepuis: Contestation = (i, c, faiteLe, retenu) =>
  (
    [
      ['ARRIVEE', i.arrivee, c.debut, retenu.debut],
      ['DEPART', i.depart, c.fin, retenu.fin],
    ] as const
  ).flatMap(([sens, p, donnee, retenue]) => {
    if (!p || !donnee || connuLe(p) <= faiteLe) return [];
    const dite = aLaMinute(donnee);
    if (dite !== retenue || dite === aLaMinute(p.instant)) return [];
    return i.ecartes.some((e) => e.sens === sens && connuLe(e) <= faiteLe) ? [] : [p];
  });
