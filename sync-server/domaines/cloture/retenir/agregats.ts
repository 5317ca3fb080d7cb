import type { CadreClos, ClotureEcrite, EtatFige } from '#shared/contrats/cloture/cloture';
import type { Complement } from '#shared/contrats/cloture/complement';
import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne, idAgregat } from '#shared/contrats/ids';
import { estDiteLe } from '#shared/domain/alerte/dispenses';
import { marqueAu, marquesDe } from '#shared/domain/pointage/sans-telegestion';
import { versionsDuMois } from '#shared/domain/ventilation/versions';
import { type Agregat, REGLE_AGREGAT } from '#shared/etats/agregat';
import { agreger, type EntreeAgreger, type PlansDuMois } from '#shared/etats/agreger';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { poser, sansReponse } from '../../../store/ecrire';
import { lireCadreDe, lireComplements, lireFiges } from '../../../store/lectures/clos';
import { type Magasin, sansRev } from '../../../store/lire';
import { lireType, plageSure } from '../../../store/types';
import { type Cadre, nomDe } from './cadre';

/** Who they are, as an antenna knows them. */
export type Dossiers = Pick<EntreeAgreger, 'usager' | 'nomIntervenant'>;

export const lireDossiers = async (m: Magasin, antenne: Antenne): Promise<Dossiers> => {
  const base = baseAntenne(antenne);
  const usagers = new Map((await plageSure(m, 'usager', { base })).map((u) => [u.id, u]));
  const aides = new Map((await plageSure(m, 'intervenant', { base })).map((i) => [i.id, i]));
  return {
    usager: (id) => usagers.get(id),
    nomIntervenant: (id) => {
      const i = aides.get(id);
      return i && `${i.nom} ${i.prenom}`;
    },
  };
};

/** [PT-7] Whose visits came on slips on a date, as the antenna's marks say it; `jusqua`: up to an instant, that of a closing [CL-2]. */
export const lireSansTelegestion = async (
  m: Magasin,
  antenne: Antenne,
  jusqua?: Instant,
): Promise<(usagerId: string, date: DateCivile) => boolean> => {
  const dites = await plageSure(m, 'sanstele', { antenne });
  const marques = dites.filter((x) => jusqua === undefined || estDiteLe(x, jusqua));
  const ids = new Set(marques.map((x) => x.usagerId));
  const siennes = new Map([...ids].map((id) => [id, marquesDe(marques, id)]));
  return (usagerId, date) => {
    const connues = siennes.get(usagerId);
    return connues !== undefined && marqueAu(connues, date) !== undefined;
  };
};

/** Prises en charge that reach into the month, of who was visited or has a cap there: each as the month is held against it [FI-10]. */
export const plansDuCadre = (
  mois: Mois,
  cadre: Pick<CadreClos, 'plafonds' | 'prises'>,
  etats: readonly EtatFige[],
): PlansDuMois => {
  const figees = new Map(etats.map((e) => [e.usagerId, e.prisesEnCharge]));
  const ids = new Set([...Object.keys(cadre.plafonds), ...figees.keys()]);
  return new Map(
    [...ids].flatMap((id) => {
      const prises = cadre.prises?.[id] ?? figees.get(id) ?? [];
      const valides = versionsDuMois(prises, mois);
      return valides.length > 0 ? [[id, valides] as const] : [];
    }),
  );
};

type Figes = {
  etats: readonly EtatFige[];
  complements: readonly Complement[];
  cadre: Pick<CadreClos, 'plafonds' | 'prises'>;
};

/** The counts of a closed month, from what its closing froze. */
const agregerCloture = (
  cloture: Pick<ClotureEcrite, 'mois' | 'antenne' | 'empreinte'>,
  { etats, complements, cadre }: Figes,
  dossiers: Dossiers,
  sansTelegestion: EntreeAgreger['sansTelegestion'],
): Agregat => {
  const { mois, antenne, empreinte } = cloture;
  const plans = plansDuCadre(mois, cadre, etats);
  const compte = agreger({ mois, etats, complements, plans, ...dossiers, sansTelegestion, enCours: () => false });
  return { _id: idAgregat(mois, antenne), type: 'agregat', mois, antenne, empreinte, regle: REGLE_AGREGAT, ...compte };
};

const estAJour = (a: Agregat | undefined, empreinte: string): boolean =>
  a?.empreinte === empreinte && a.regle === REGLE_AGREGAT;

/** What no frozen state holds is as it was when the month was first counted. */
const avecGirsDe = (ancien: Agregat | undefined, d: Dossiers): Dossiers => {
  const girs = new Map(ancien?.usagers.map((u) => [u.usagerId, u.gir]));
  return {
    ...d,
    usager: (id) => {
      const u = d.usager(id);
      return u && girs.has(id) ? { ...u, gir: girs.get(id) } : u;
    },
  };
};

/**
 * Kept beside what it counts, once its closing is current: cut before it, the first state that needs it makes the same. One that
 * another process has just written is the same, and stays.
 */
export const garderAgregat = async (m: Magasin, a: Agregat): Promise<void> => {
  const base = baseAntenne(a.antenne);
  sansReponse(await poser<Agregat>(m, base, a._id, (ancien) => (estAJour(ancien, a.empreinte) ? undefined : a)));
};

/** What a closing leaves to the states: counted once what it reads beside its own visits is there. */
export const ouvrirAgregat = async (c: Cadre, antenne: Antenne) => {
  const dossiers: Dossiers = { usager: (id) => c.usagers.get(id), nomIntervenant: (id) => nomDe(c, id) };
  const sansTelegestion = await lireSansTelegestion(c.m, antenne, c.maintenant);
  return (cloture: Pick<ClotureEcrite, 'mois' | 'antenne' | 'empreinte'>, figes: Figes): Agregat =>
    agregerCloture(cloture, figes, dossiers, sansTelegestion);
};

/**
 * The counts of a closed month; made now, and kept, where its closing left none or one that counts by other definitions: it was
 * made before there were any, or was cut short after it became current.
 */
export const lireAgregat = async (m: Magasin, cloture: ClotureEcrite): Promise<Agregat | undefined> => {
  const { antenne, mois } = cloture;
  const garde = await lireType(m, 'agregat', idAgregat(mois, antenne), { antenne });
  if (garde && estAJour(garde, cloture.empreinte)) return garde;
  const cadre = await lireCadreDe(m, cloture);
  if (cloture.purgee !== undefined || !cadre) return undefined;
  const etats = (await lireFiges(m, antenne, mois)).map(sansRev<EtatFige>);
  const complements = (await lireComplements(m, antenne, mois)).map(sansRev<Complement>);
  const dossiers = avecGirsDe(
    garde?.empreinte === cloture.empreinte ? garde : undefined,
    await lireDossiers(m, antenne),
  );
  const marques = await lireSansTelegestion(m, antenne, cloture.instant);
  const fait = agregerCloture(cloture, { etats, complements, cadre }, dossiers, marques);
  await garderAgregat(m, fait);
  return fait;
};
