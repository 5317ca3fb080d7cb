import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { lecteurParametres, type Parametre } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import type { Base } from '#shared/documents/ligne';
import {
  type DocumentDe,
  ligneDuType,
  type REGISTRE,
  TYPES_DOCUMENTS,
  type TypeDocument,
} from '#shared/documents/registre';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { parInstant } from '#shared/domain/appariement/ordre';
import { antenneAu } from '#shared/domain/cloture/antenne';
import type { NumerosConnus } from '#shared/domain/pointage/attribuer';
import { numerosDesAides } from '#shared/domain/pointage/mobile-aide';
import { numerosDeLUsager } from '#shared/domain/pointage/numeros';
import type { ParametresAu } from '#shared/domain/types';
import { ajouterA } from '#shared/listes';
import type { DateCivile } from '#shared/temps/types';
import { plusAncienne } from '../../../store/grappe/revisions';
import type { LigneChangement, Magasin, Stocke } from '../../../store/lire';
import { clesType, plageType } from '../../../store/types';

/** Who is who: all that placing and pairing punches needs of the records, in memory and fed by the change feed. */
export type Annuaire = {
  usager: (id: string) => Usager | undefined;
  intervenant: (id: string) => Intervenant | undefined;
  /** For the rule that says whose a punch is [PT-5]. */
  numeros: (numero: string) => NumerosConnus;
  /** A usager's own numbers on a date: of the file and not taken back, or attached to them. */
  telephones: (usagerId: string, date: DateCivile) => string[];
  /** [PT-8] Whether the files give it as an aide's own. */
  estDUneAide: (numero: string) => boolean;
  /** The gestures on a usager's numbers, sorted: with the file, all that `telephones` depends on. */
  gestes: (usagerId: string) => readonly Rattachement[];
  parametres: () => Iterable<Parametre>;
  parametresAu: ParametresAu;
  /** Tells the ids that changed in a database; only those of the directory count. */
  changes: (base: string, lignes: readonly LigneChangement[]) => Promise<void>;
};

/** What the directory follows: the rows that say so. */
type Suivi = {
  [T in TypeDocument]: (typeof REGISTRE)[T] extends { annuaire: string } ? T : never;
}[TypeDocument];
const estSuivi = (t: TypeDocument): t is Suivi => ligneDuType(t).annuaire !== undefined;
const TYPES = TYPES_DOCUMENTS.filter(estSuivi);
type Fiche = Stocke<DocumentDe<Suivi>>;

export const estDeLAnnuaire = (id: string): boolean => TYPES.some((t) => id.startsWith(`${t}:`));

type Index = {
  usagers: Map<string, string[]>;
  aides: ReadonlySet<string>;
  rattachements: Map<string, Rattachement[]>;
  gestes: Map<string, Rattachement[]>;
};

export const chargerAnnuaire = async (m: Magasin): Promise<Annuaire> => {
  const usagers = new Map<string, Usager>();
  const intervenants = new Map<string, Intervenant>();
  const rattachements = new Map<string, Rattachement>();
  const parametres = new Map<string, Parametre>();
  const revs = new Map<string, string>();
  let index: Index | undefined;
  let lecteur: ParametresAu | undefined;

  const prendre = (base: string, d: Fiche): void => {
    const connue = revs.get(`${base} ${d._id}`);
    if (connue !== undefined && plusAncienne(d._rev, connue)) return;
    revs.set(`${base} ${d._id}`, d._rev);
    if (d.type === 'usager') usagers.set(d.id, d);
    else if (d.type === 'intervenant') intervenants.set(d.id, d);
    else if (d.type === 'rattachement') rattachements.set(`${d.antenne} ${d._id}`, d);
    else parametres.set(d._id, d);
  };

  const indexer = (): Index => {
    if (index) return index;
    const aides = numerosDesAides(intervenants.values());
    index = { usagers: new Map(), aides, rattachements: new Map(), gestes: new Map() };
    for (const u of usagers.values()) for (const n of u.telephones) ajouterA(index.usagers, n, u.id);
    const tous = [...rattachements.values()].sort(parInstant);
    for (const r of tous) {
      ajouterA(index.rattachements, r.numero, r);
      ajouterA(index.gestes, r.usagerId, r);
    }
    return index;
  };

  const lire = async (base: string, ou: Base) => {
    const types = TYPES.filter((t) => ligneDuType(t).bases.includes(ou));
    const lus = await Promise.all(types.map((t) => plageType(m, t, { base })));
    return { base, lus: lus.flat() };
  };
  const toutes = codesAntennes().map((antenne) => lire(baseAntenne(antenne), 'ANTENNE'));
  // In this order: who has moved is in two databases.
  for (const { base, lus } of await Promise.all([...toutes, lire(BASE_CENTRALE, 'CENTRALE')]))
    for (const d of lus) prendre(base, d);

  return {
    usager: (id) => usagers.get(id),
    intervenant: (id) => intervenants.get(id),
    numeros: (numero) => ({
      usagersDe: (n) => indexer().usagers.get(n) ?? [],
      rattachements: indexer().rattachements.get(numero) ?? [],
      antenneDe: (id, date) => {
        const usager = usagers.get(id);
        return usager && antenneAu(usager, date);
      },
    }),
    telephones: (id, date) => {
      const usager = usagers.get(id);
      return usager ? numerosDeLUsager(usager, date, indexer().gestes.get(id) ?? []) : [];
    },
    estDUneAide: (numero) => indexer().aides.has(numero),
    gestes: (id) => indexer().gestes.get(id) ?? [],
    parametres: () => parametres.values(),
    parametresAu: (date) => {
      lecteur ??= lecteurParametres([...parametres.values()]);
      return lecteur(date);
    },
    changes: async (base, lignes) => {
      const siennes = lignes.filter((l) => {
        const connue = revs.get(`${base} ${l.id}`);
        return estDeLAnnuaire(l.id) && !l.supprime && (connue === undefined || plusAncienne(connue, l.rev));
      });
      if (siennes.length === 0) return;
      const docs = await clesType(
        m,
        TYPES,
        siennes.map((l) => l.id),
        { base },
      );
      for (const d of docs) if (d) prendre(base, d);
      index = undefined;
      lecteur = undefined;
    },
  };
};
