import type {
  LigneComplementaire,
  LignePrefacturation,
  Prefacturation,
} from '#shared/contrats/financement/prefacturation';
import { idIntervenant, idUsager } from '#shared/contrats/ids';
import { lignesComplementaires, nomsDesAides } from '#shared/domain/prefacturation/complements';
import { dispositifsPresents, nomUsager } from '#shared/domain/prefacturation/composer-pro-forma';
import { lignesPrefacturation } from '#shared/domain/prefacturation/lignes';
import { nomComplet } from '#shared/mots/textes';
import type { Magasin } from '../../../store/lire';
import { clesSures } from '../../../store/types';
import type { MoisPrefacture } from './lire-mois';

type Noms = ReadonlyMap<string, string>;

/** Names that the frozen states do not bear: usagers and aides of complementary lines alone. */
const lireNoms = async (
  m: Magasin,
  x: MoisPrefacture,
  ids: readonly string[],
  type: 'usager' | 'intervenant',
): Promise<Noms> => {
  const docs = await clesSures(m, type, ids.map(type === 'usager' ? idUsager : idIntervenant), { antenne: x.antenne });
  return new Map(docs.flatMap((d) => (d ? [[d.id, nomComplet(d)] as const] : [])));
};

const manquants = (ids: readonly string[], connus: Noms): string[] => [...new Set(ids)].filter((id) => !connus.has(id));

export type MoisCalcule = {
  lignes: LignePrefacturation[];
  complements: LigneComplementaire[];
  usagers: Noms;
};

/** The lines of one antenna's month, with the names that go with them. */
export const calculerLignes = async (m: Magasin, x: MoisPrefacture): Promise<MoisCalcule> => {
  const lignes = lignesPrefacturation(x.etats, x.financeurs);
  const usagers = new Map(x.etats.map((e) => [e.usagerId, nomUsager(e)]));
  const ecarts = x.complements.flatMap((c) => c.ventilation);
  const aides = nomsDesAides(x.complements);
  const autresAides = await lireNoms(
    m,
    x,
    manquants(
      ecarts.map((e) => e.intervenantId),
      aides,
    ),
    'intervenant',
  );
  const autresUsagers = await lireNoms(
    m,
    x,
    manquants(
      x.complements.map((c) => c.usagerId),
      usagers,
    ),
    'usager',
  );
  return {
    lignes,
    complements: lignesComplementaires(
      x.complements,
      x.financeursDe,
      (id) => aides.get(id) ?? autresAides.get(id) ?? id,
    ),
    usagers: new Map([...usagers, ...autresUsagers]),
  };
};

/** The month of one antenna, as the screen shows it. */
export const prefacturer = async (m: Magasin, x: MoisPrefacture): Promise<Prefacturation> => {
  const { lignes, complements, usagers } = await calculerLignes(m, x);
  const nommes = new Set([...lignes, ...complements].map((l) => l.usagerId));
  return {
    mois: x.mois,
    antenne: x.antenne,
    cloture: x.cloture,
    instant: x.instant,
    lignes,
    complements,
    usagers: Object.fromEntries([...usagers].filter(([id]) => nommes.has(id))),
    proFormas: dispositifsPresents([...lignes, ...complements]),
  };
};
