import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant, Usager } from '#shared/contrats/dossiers';
import { baseAntenne } from '#shared/contrats/ids';
import type { DateCivile } from '#shared/temps/types';
import type { Partage } from '../../adapters/depot/connus';
import type { Ecriture } from '../../adapters/depot/lots';

/** [CL-1] The usager's antenna on a civil date. */
export const antenneAu = (usager: Usager, date: DateCivile): Antenne => {
  const [premiere] = usager.antennes;
  if (!premiere) throw new Error(`usager sans antenne : ${usager.id}`);
  return (usager.antennes.findLast((a) => a.depuis <= date) ?? premiere).antenne;
};

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
