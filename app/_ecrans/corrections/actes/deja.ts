import { deNom, heure } from '#shared/libelles/formats';
import type { Instant } from '#shared/temps/types';
import type { Ligne } from '../../../_donnees/depot/lignes';

type Voulue = { debut: Instant; fin: Instant; usagerId: string | null; intervenantId: string | null };
type Bornes = { debut?: Instant | undefined; fin?: Instant | undefined };

const croise = (v: Voulue, { debut, fin }: Bornes): boolean =>
  debut !== undefined && fin !== undefined && debut < v.fin && v.debut < fin;
const bornes = ({ debut, fin }: Bornes): string => `${heure(debut)} – ${heure(fin)}`;

const phrase = (v: Voulue, l: Ligne): string | undefined => {
  const { retenue: r } = l;
  const chezLui = r.usagerId === v.usagerId;
  const parElle = r.intervenantId === v.intervenantId;
  if (r.supprimee || !(chezLui || parElle)) return undefined;
  if (croise(v, r)) {
    if (chezLui && parElle)
      return `Cette visite existe déjà (${bornes(r)}) : en créer une autre la compterait deux fois.`;
    // Two aides at one usager may be meant; one aide at two usagers may not.
    return chezLui
      ? `${l.intervenant} y est déjà à ces heures (${bornes(r)}).`
      : `Cette aide est alors chez ${l.usager} (${bornes(r)}).`;
  }
  const aFaire = chezLui && !(r.debut && r.fin) && !r.intervention.couverture && l.prevu && croise(v, l.prevu);
  return aFaire && l.prevu
    ? `Une visite ${deNom(l.intervenant)} y est prévue (${bornes(l.prevu)}) et attend ses heures : corrigez-la plutôt.`
    : undefined;
};

/** What stands already at the hours of a visit that is about to be created; nothing of it is a refusal. */
export const dejaLa = (v: Voulue, lignes: readonly Ligne[]): { ligne: Ligne; phrase: string }[] =>
  lignes.flatMap((ligne) => {
    const dite = phrase(v, ligne);
    return dite === undefined ? [] : [{ ligne, phrase: dite }];
  });
