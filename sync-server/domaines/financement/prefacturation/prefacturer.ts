import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import type {
  LigneComplementaire,
  LignePrefacturation,
  Prefacturation,
} from '#shared/contrats/financement/prefacturation';
import { baseAntenne, idIntervenant, idUsager } from '#shared/contrats/ids';
import { lignesComplementaires, nomsDesAides } from '#shared/domain/prefacturation/complements';
import { dispositifsPresents, nomUsager } from '#shared/domain/prefacturation/composer-pro-forma';
import { lignesPrefacturation } from '#shared/domain/prefacturation/lignes';
import { nomComplet } from '#shared/domain/releve/mots';
import { type AccesMagasin, lireCles } from '../../../ports/documents';
import type { MoisPrefacture } from './lire-mois';

type Noms = ReadonlyMap<string, string>;

/** Names that the frozen states do not bear: usagers and aides of complementary lines alone. */
const lireNoms = async <T extends { id: string; nom: string; prenom: string }>(
  m: AccesMagasin,
  x: MoisPrefacture,
  ids: readonly string[],
  idDe: (id: string) => string,
): Promise<Noms> => {
  const docs = await lireCles<T>(m, baseAntenne(x.antenne), ids.map(idDe));
  return new Map(docs.flatMap((d) => (d ? [[d.id, nomComplet(d)] as const] : [])));
};

const manquants = (ids: readonly string[], connus: Noms): string[] => [...new Set(ids)].filter((id) => !connus.has(id));

export type MoisCalcule = {
  lignes: LignePrefacturation[];
  complements: LigneComplementaire[];
  usagers: Noms;
};

/** The lines of one antenna's month, with the names that go with them. */
export const calculerLignes = async (m: AccesMagasin, x: MoisPrefacture): Promise<MoisCalcule> => {
  const lignes = lignesPrefacturation(x.etats, x.financeurs);
  const usagers = new Map(x.etats.map((e) => [e.usagerId, nomUsager(e)]));
  const ecarts = x.complements.flatMap((c) => c.ventilation);
  const aides = nomsDesAides(x.complements);
  const autresAides = await lireNoms<Intervenant>(
    m,
    x,
    manquants(
      ecarts.map((e) => e.intervenantId),
      aides,
    ),
    idIntervenant,
  );
  const autresUsagers = await lireNoms<Usager>(
    m,
    x,
    manquants(
      ecarts.map((e) => e.usagerId),
      usagers,
    ),
    idUsager,
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
export const prefacturer = async (m: AccesMagasin, x: MoisPrefacture): Promise<Prefacturation> => {
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
