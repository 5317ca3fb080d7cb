import { baseAntenne, idUsager } from '#shared/contrats/ids';
import { type DocumentDe, TYPES_PARTAGES, type TypePartage } from '#shared/documents/registre';
import { basesAntennes, estBaseAntenne } from '#shared/domain/antenne/bases';
import { antennesDepuis } from '#shared/domain/cloture/antenne';
import { dateParis } from '#shared/temps/paris';
import { sansReponse } from '../../../store/ecrire';
import { deposerEtNoter } from '../../../store/inventaire/actes';
import { sansRev } from '../../../store/lire';
import { lirePlageGardee } from '../../../store/plage-gardee';
import { clesType } from '../../../store/types';
import { type Changements, idsDe, type Monde, type Transition } from '../../pointages';

type Dite = { _id: string };
type Lue = DocumentDe<TypePartage>;

/** Changes with what is shared: what had stayed behind under an earlier one follows, once. */
const REGLE_PARTAGE = '2';

/** The databases of the antennas that a usager has or had. */
const sesBases = ({ annuaire }: Monde, usagerId: string | undefined): string[] =>
  usagerId === undefined ? [] : (annuaire.usager(usagerId)?.antennes ?? []).map((a) => baseAntenne(a.antenne));

/**
 * Where each of these is to be. A note is a word to those who come next: an antenna that its usager had left when it was written is told
 * nothing of it, but of what takes away a note that it has.
 */
const destinataires = (monde: Monde, dites: readonly Lue[]) => {
  const notes = new Map(dites.flatMap((d) => (d.type === 'note' ? [[d.id, d] as const] : [])));
  return (dite: Lue): string[] => {
    const sesAntennes = sesBases(monde, dite.usagerId);
    if (dite.type !== 'note' || dite.usagerId === undefined) return sesAntennes;
    const { instant } = (dite.efface === undefined ? undefined : notes.get(dite.efface)) ?? dite;
    const usager = monde.annuaire.usager(dite.usagerId);
    return usager ? antennesDepuis(usager, dateParis(instant)).map(baseAntenne) : sesAntennes;
  };
};

/** Of whom something was said that another antenna may lack, or whose antennas may no longer be the same. */
const usagersNommes = async (monde: Monde, changements: Changements): Promise<Set<string>> => {
  const nommes = new Set<string>();
  for (const [base, lignes] of changements) {
    for (const id of idsDe(lignes, 'usager')) nommes.add(id.slice(idUsager('').length));
    for (const type of TYPES_PARTAGES)
      for (const d of await clesType(monde.magasin, type, idsDe(lignes, type), { base }))
        if (d?.usagerId !== undefined && sesBases(monde, d.usagerId).some((b) => b !== base)) nommes.add(d.usagerId);
  }
  return nommes;
};

/** What their antennas lack of what any has, by database; of all usagers where none is named. */
const lireManquantes = async (monde: Monde, usagers: ReadonlySet<string> | undefined) => {
  const { magasin, horloge } = monde;
  const manquantes = new Map<string, Map<string, Dite>>();
  const partageLe = horloge();
  for (const type of TYPES_PARTAGES) {
    const lues = new Map(
      await Promise.all(
        basesAntennes().map(async (base) => [base, await lirePlageGardee(magasin, base, type)] as const),
      ),
    );
    const sesDestinataires = destinataires(
      monde,
      [...lues.values()].flatMap((docs) => [...docs.values()]),
    );
    for (const docs of lues.values())
      for (const [id, doc] of docs) {
        if (doc.usagerId === undefined || usagers?.has(doc.usagerId) === false) continue;
        for (const base of sesDestinataires(doc)) {
          if (lues.get(base)?.has(id)) continue;
          const copie = { ...sansRev<Dite>(doc), partageLe };
          manquantes.set(base, (manquantes.get(base) ?? new Map<string, Dite>()).set(id, copie));
        }
      }
  }
  return manquantes;
};

/**
 * [CL-1, PT-5, PT-7, PR-1] Absences, marks « sans télégestion », gestures on numbers and notes are in each antenna that their usager has or
 * had, as is the usager (a note: from its day on): whoever typed them, and whenever a file moved the usager. All of them: one that states
 * another again, withdraws it or takes it away must be beside it.
 */
export const creerPartagerDites = (monde: Monde, memoire: Map<string, string>): Transition => {
  const regleChangee = (): boolean => memoire.get('regle') !== REGLE_PARTAGE;
  return {
    // Under which its checkpoints are kept.
    nom: 'partager-dispenses',
    memoire,
    aRefaire: regleChangee,
    suit: estBaseAntenne,
    concerne: (_base, id) => ['usager', ...TYPES_PARTAGES].includes(id.slice(0, id.indexOf(':'))),
    traiter: async (changements) => {
      const usagers = regleChangee() ? undefined : await usagersNommes(monde, changements);
      if (usagers?.size === 0) return new Set();
      // A conflict: it is there already.
      for (const [base, docs] of await lireManquantes(monde, usagers))
        sansReponse(await deposerEtNoter(monde.magasin, base, [...docs.values()]));
      memoire.set('regle', REGLE_PARTAGE);
      return new Set();
    },
  };
};
