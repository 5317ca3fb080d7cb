import type { Cloture, ClotureEcrite } from '#shared/contrats/cloture/cloture';
import { idCloture, idEtatFige } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { compteeOu } from '#shared/domain/releve/devenir';
import type { SujetReleve } from '#shared/domain/releve/donnees';
import { ajouterA } from '#shared/listes';
import { epochMs } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import type { Magasin } from '../../../store/lire';
import { clesSures, lireSur } from '../../../store/types';

// [CL-2, RE] A visit punched in a month and counted in another is on that one's statement, unless it was sealed before that was known:
// what is said of it must be true, and be the same each time, so that what was frozen after this closing is not looked at.

type Renvoi = { usagerId: string; interventionId: string; mois: Mois };

/** Raw hours of this month that are counted in another, and that nothing which this closing rectified has. */
const renvoisDe = ({ etat, complement }: SujetReleve): Renvoi[] => {
  const ici = new Set(complement?.visites.flatMap((v) => v.nouveau?.interventionId ?? []));
  return etat.bruts.flatMap((b) => {
    const ou = compteeOu(b.devenir);
    const ailleurs = ou !== undefined && ou.usagerId === etat.usagerId && ou.mois !== etat.mois;
    return ailleurs && !ici.has(b.interventionId)
      ? [{ usagerId: etat.usagerId, interventionId: b.interventionId, mois: ou.mois }]
      : [];
  });
};

const closesAvant = async (m: Magasin, mois: Mois, cloture: Cloture): Promise<ClotureEcrite[]> => {
  const lues = await Promise.all(codesAntennes().map((antenne) => lireSur(m, 'cloture', idCloture(mois), { antenne })));
  return lues.flatMap((c) => (c && epochMs(c.instant) < epochMs(cloture.instant) ? c : []));
};

/** By usager, those whose other month was sealed without them. */
export const lireAilleurs = async (
  m: Magasin,
  cloture: Cloture,
  sujets: readonly SujetReleve[],
): Promise<Map<string, string[]>> => {
  const renvois = sujets.flatMap(renvoisDe);
  const trouves = new Map<string, string[]>();
  for (const mois of new Set(renvois.map((r) => r.mois))) {
    const siens = renvois.filter((r) => r.mois === mois);
    const closes = await closesAvant(m, mois, cloture);
    // Open still, it will have them; past its clock, nothing says any more what it had.
    if (closes.length === 0 || closes.some((c) => c.purgee !== undefined)) continue;
    const ids = [...new Set(siens.map((r) => idEtatFige(mois, r.usagerId)))];
    const figes = await Promise.all(closes.map(({ antenne }) => clesSures(m, 'fige', ids, { antenne })));
    const dites = new Set(
      figes.flat().flatMap((e) => e?.visites.map((v) => `${e.usagerId} ${v.interventionId}`) ?? []),
    );
    for (const { usagerId, interventionId } of siens)
      if (!dites.has(`${usagerId} ${interventionId}`)) ajouterA(trouves, usagerId, interventionId);
  }
  return trouves;
};
