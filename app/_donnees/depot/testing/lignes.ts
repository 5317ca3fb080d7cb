import type { Intervention } from '#shared/contrats/corrections/intervention';
import { contexte, intervention, paris } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserJour } from '../etat-depot';
import type { Ligne } from '../lignes';
import { lignesDe } from '../plier';

type Cotes = readonly [string | undefined, string | undefined];
type Partie = { prevu?: readonly [string, string]; fait?: Cotes } & Partial<Intervention>;

/** A visit as the screens show it, folded by the product's own function; hours are those of the clock in Paris. */
export const ligneDe = (
  id: string,
  date: string,
  { prevu, fait, ...reste }: Partie,
  etat: EtatDepot = ETAT_VIDE,
): Ligne => {
  const punch = (hm: string | undefined, cote: string) => {
    if (hm === undefined) return undefined;
    const instant = paris(`${date} ${hm}`);
    return { id: `${id}-${cote}`, instant, recuLe: instant, source: 'SVI' as const };
  };
  const [arrivee, depart] = [punch(fait?.[0], 'A'), punch(fait?.[1], 'D')];
  const derivee = intervention(date, {
    _id: id,
    id,
    ...(arrivee ? { arrivee } : {}),
    ...(depart ? { depart } : {}),
    ...(prevu
      ? {
          visite: {
            id: `V-${id}`,
            intervenantId: reste.intervenantId ?? 'I1',
            debut: paris(`${date} ${prevu[0]}`),
            fin: paris(`${date} ${prevu[1]}`),
            codePrestation: 'AD',
          },
        }
      : {}),
    ...reste,
  });
  const d = derivee.date;
  const [ligne] = lignesDe(
    poserJour(etat, d, { [id]: derivee }, undefined),
    d,
    d,
    contexte('2026-12-15 12:00').maintenant,
  );
  if (!ligne) throw new Error(`pas de ligne pour ${id}`);
  return ligne;
};
