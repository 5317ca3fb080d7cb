import type { Intervention } from '#shared/contrats/corrections/intervention';
import { statutBrut } from '#shared/domain/appariement/statut-brut';
import { retenir } from '#shared/domain/intervention/retenir';
import type { Contexte, CorrectionSuivie, Retenue } from '#shared/domain/types';
import type { Instant } from '#shared/temps/types';

type Gardee = { siennes: readonly CorrectionSuivie[]; parametres: object; quand: Instant; retenue: Retenue };

/** Raw statuses that the clock alone ends. */
const MOBILES = new Set(['PREVUE', 'EN_COURS']);

const memes = (a: readonly CorrectionSuivie[], b: readonly CorrectionSuivie[]): boolean =>
  a.length === b.length && a.every((s, i) => s.correction === b[i]?.correction && s.verdict === b[i]?.verdict);

/**
 * `retenir`, asked again for a whole month at each change of the memory: what has not changed is not folded again. A visit that
 * the replication did not touch is the same object; the clock moves only what is planned or under way. `parametres`: what
 * `contexte` reads, the same object as long as nothing of it has changed.
 */
export const retenirUneFois = (
  memoire: WeakMap<Intervention, Gardee>,
  i: Intervention,
  siennes: readonly CorrectionSuivie[],
  { contexte, parametres }: { contexte: Contexte; parametres: object },
): Retenue => {
  const connue = memoire.get(i);
  if (connue && connue.parametres === parametres && memes(connue.siennes, siennes)) {
    const { statutBrut: brut } = connue.retenue;
    const fixe = brut === undefined || !MOBILES.has(brut);
    if (fixe ? connue.quand <= contexte.maintenant : connue.quand === contexte.maintenant) return connue.retenue;
    // The clock speaks by the raw status alone: as long as that is the same, so is the fold.
    if (!fixe && statutBrut(i, contexte) === connue.retenue.statutBrut) {
      memoire.set(i, { ...connue, quand: contexte.maintenant });
      return connue.retenue;
    }
  }
  const retenue = retenir(i, siennes, contexte);
  memoire.set(i, { siennes, parametres, quand: contexte.maintenant, retenue });
  return retenue;
};

export type MemoireRetenues = WeakMap<Intervention, Gardee>;
