import { baseAntenne, idUsager } from '#shared/contrats/ids';
import { basesAntennes, estBaseAntenne } from '#shared/domain/antenne/bases';
import { sansReponse } from '../../../store/ecrire';
import { deposerEtNoter } from '../../../store/inventaire/actes';
import { sansRev } from '../../../store/lire';
import { lirePlageGardee } from '../../../store/plage-gardee';
import { clesType } from '../../../store/types';
import { type Changements, idsDe, type Monde, type Transition } from '../../pointages';

const DITES = ['absence', 'sanstele'] as const;
type Dite = { _id: string };

/** Of whom something was said, or whose antennas may no longer be the same. */
const usagersNommes = async ({ magasin }: Monde, changements: Changements): Promise<Set<string>> => {
  const nommes = new Set<string>();
  for (const [base, lignes] of changements) {
    for (const id of idsDe(lignes, 'usager')) nommes.add(id.slice(idUsager('').length));
    for (const type of DITES)
      for (const d of await clesType(magasin, type, idsDe(lignes, type), { base })) if (d) nommes.add(d.usagerId);
  }
  return nommes;
};

/** What their antennas lack of what any has, by database. */
const lireManquantes = async ({ magasin, annuaire, horloge }: Monde, usagers: ReadonlySet<string>) => {
  const manquantes = new Map<string, Map<string, Dite>>();
  const partageLe = horloge();
  for (const type of DITES) {
    const lues = new Map(
      await Promise.all(
        basesAntennes().map(async (base) => [base, await lirePlageGardee(magasin, base, type)] as const),
      ),
    );
    for (const docs of lues.values())
      for (const [id, doc] of docs) {
        if (!usagers.has(doc.usagerId)) continue;
        for (const { antenne } of annuaire.usager(doc.usagerId)?.antennes ?? []) {
          const base = baseAntenne(antenne);
          if (lues.get(base)?.has(id)) continue;
          const copie = { ...sansRev<Dite>(doc), partageLe };
          manquantes.set(base, (manquantes.get(base) ?? new Map<string, Dite>()).set(id, copie));
        }
      }
  }
  return manquantes;
};

/**
 * [CL-1] [PT-7] Absences and marks « sans télégestion » are in each antenna that their usager has or had, as is the usager: whoever
 * typed them, and whenever a file moved the usager. All of them: one that states another again must be beside it.
 */
export const creerPartagerDispenses = (monde: Monde): Transition => ({
  nom: 'partager-dispenses',
  memoire: new Map(),
  suit: estBaseAntenne,
  concerne: (_base, id) => ['usager', ...DITES].includes(id.slice(0, id.indexOf(':'))),
  traiter: async (changements) => {
    const usagers = await usagersNommes(monde, changements);
    if (usagers.size === 0) return new Set();
    // A conflict: it is there already.
    for (const [base, docs] of await lireManquantes(monde, usagers))
      sansReponse(await deposerEtNoter(monde.magasin, base, [...docs.values()]));
    return new Set();
  },
});
