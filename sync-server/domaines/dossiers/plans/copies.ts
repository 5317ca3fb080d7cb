import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne } from '#shared/contrats/ids';
import type { Partage } from '../../../store/lectures/connus';
import type { Ecriture } from '../../../store/lots';

/** An antenna that is visited by an intervenant of another keeps a copy of it: its screens must know the name. */
export const copierIntervenants = (
  intervenants: Map<string, Partage<Intervenant>>,
  visites: Iterable<{ antenne: Antenne; intervenantId: string }>,
): Ecriture[] => {
  const ecritures: Ecriture[] = [];
  const faits = new Set<string>();
  for (const { antenne, intervenantId } of visites) {
    const connu = intervenants.get(intervenantId);
    const cle = `${antenne}:${intervenantId}`;
    if (!connu || connu.revs.has(antenne) || faits.has(cle)) continue;
    faits.add(cle);
    ecritures.push({ base: baseAntenne(antenne), doc: connu.doc });
  }
  return ecritures;
};
