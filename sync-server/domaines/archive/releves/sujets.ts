import type { Cloture, EtatFige } from '#shared/contrats/cloture/cloture';
import type { Complement } from '#shared/contrats/cloture/complement';
import type { SujetReleve } from '#shared/domain/releve/donnees';
import { visitesRectifiees } from '#shared/domain/releve/visites-rectifiees';
import { etatVide, lireComplements, lireFiges } from '../../../store/lectures/clos';
import { type Magasin, sansRev } from '../../../store/lire';
import { empreinteFigee } from '../../cloture';
import { lireAilleurs } from './ailleurs';

/** Whether the month itself has something of this usager. */
export const aDesHeures = ({ etat }: SujetReleve): boolean => etat.visites.length + etat.bruts.length > 0;

/** [CL-4] Of whom the month has nothing, and the closing rectified months closed before. */
const etatsVenus = (
  { antenne, mois }: Cloture,
  etats: readonly EtatFige[],
  complements: readonly Complement[],
): EtatFige[] => {
  const connus = new Set(etats.map((e) => e.usagerId));
  return complements
    .filter((c) => !connus.has(c.usagerId) && visitesRectifiees(c).length > 0)
    .map((c) => ({ ...etatVide(antenne, mois, c.usagerId), ...(c.usager ? { usager: c.usager } : {}) }));
};

/**
 * [CL-2, CL-4] All that a closed month's statements are made from: what its closing froze of the month, and what it rectified of those
 * closed before. Undefined: it is no longer what it was.
 */
export const lireSujets = async (m: Magasin, cloture: Cloture): Promise<SujetReleve[] | undefined> => {
  const { antenne, mois } = cloture;
  const etats = (await lireFiges(m, antenne, mois)).map(sansRev<EtatFige>);
  if ((await empreinteFigee(etats)) !== cloture.empreinte) return undefined;
  const complements =
    cloture.complements?.usagers === 0 ? [] : (await lireComplements(m, antenne, mois)).map(sansRev<Complement>);
  if (cloture.complements && (await empreinteFigee(complements)) !== cloture.complements.empreinte) return undefined;
  const parUsager = new Map(complements.map((c) => [c.usagerId, c]));
  const sujets = [...etats, ...etatsVenus(cloture, etats, complements)].map(
    (etat): SujetReleve => ({ etat, complement: parUsager.get(etat.usagerId) }),
  );
  const ailleurs = await lireAilleurs(m, cloture, sujets);
  return sujets.map((s) => {
    const siennes = ailleurs.get(s.etat.usagerId);
    return siennes ? { ...s, ailleurs: siennes } : s;
  });
};
