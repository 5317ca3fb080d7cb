import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { CadreClos, ClotureEcrite, EtatFige, InventaireClos } from '#shared/contrats/cloture/cloture';
import type { Complement } from '#shared/contrats/cloture/complement';
import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne, idCadreClos, idCloture } from '#shared/contrats/ids';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { jsonCanonique } from '#shared/domain/releve/json-canonique';
import { versionDuMois } from '#shared/domain/ventilation/versions';
import type { Agregat } from '#shared/etats/agregat';
import { dernierJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import type { EnFile } from '../../../socle/file-calculs';
import { tousFinis } from '../../../socle/tous-finis';
import { ecrireTout, remplacer } from '../../../store/ecrire';
import { lireIds, lireRevisions, type Magasin, plageDuType } from '../../../store/lire';
import { ENTREES, tracer } from '../../audit';
import { ouvrirAgregat } from '../retenir/agregats';
import type { Cadre } from '../retenir/cadre';

/** Documents hashed without a break: some ten milliseconds. */
const HACHES_D_UN_TRAIT = 32;

/** SHA-256 of frozen documents, in order of id: what the files and statements are made from. */
export const empreinteFigee = async (docs: readonly (EtatFige | Complement | CadreClos)[]): Promise<string> => {
  const h = createHash('sha256');
  for (const [n, d] of docs.entries()) {
    // What is being written goes on its way meanwhile, and who asks for something else is answered.
    if (n > 0 && n % HACHES_D_UN_TRAIT === 0) await setImmediate();
    h.update(jsonCanonique(d)).update('\n');
  }
  return h.digest('hex');
};

/** [FI-6, FI-10] A usager with no visit this month leaves a cap to the months that follow: it is frozen like the others, as the month ends. */
const plafondsDe = (c: Cadre, antenne: Antenne, mois: Mois): CadreClos['plafonds'] => {
  const bornes = [premierJour(mois), dernierJour(mois)];
  const siens = [...c.usagers].filter(([, u]) => bornes.some((d) => antenneAu(u, d) === antenne));
  const plafonds = siens.flatMap(([id, u]): [string, CadreClos['plafonds'][string]][] => {
    const numeros = new Set(u.prisesEnCharge.map((x) => x.numero));
    const parNumero = [...numeros].flatMap((numero) => {
      const plafond = versionDuMois(u.prisesEnCharge, numero, mois)?.minutesMax;
      return plafond === undefined ? [] : [[numero, plafond] as const];
    });
    return parNumero.length > 0 ? [[id, Object.fromEntries(parNumero)]] : [];
  });
  return Object.fromEntries(plafonds.sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** [FI-9] Those of a usager who has left count too: they reach into what the antenna closed. */
const prisesDe = (c: Cadre, antenne: Antenne): NonNullable<CadreClos['prises']> =>
  Object.fromEntries(
    [...c.usagers]
      .filter(([, u]) => u.prisesEnCharge.length > 0 && u.antennes.some((a) => a.antenne === antenne))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, u]) => [id, u.prisesEnCharge]),
  );

export const cadreDe = (c: Cadre, antenne: Antenne, mois: Mois): CadreClos => {
  const debut = c.parametresAu(premierJour(mois));
  return {
    _id: idCadreClos(mois),
    type: 'cadre-clos',
    mois,
    antenne,
    parametres: { debut, fin: c.parametresAu(dernierJour(mois)), versions: c.parametres },
    financeurs: c.versionsFinanceurs,
    // [FI-6] The one that the month was split by.
    reportApaDepuis: debut.reportApaDepuis,
    plafonds: plafondsDe(c, antenne, mois),
    prises: prisesDe(c, antenne),
  };
};

const LOT = 500;

/**
 * Writes documents that nothing reads until a closing names them, over what one that a crash cut may have left. `pendant` is
 * computed once the first of them are on their way: the store works in another process, and a month of several antennas is long to hash.
 */
const ecrireEnPlace = async <T>(
  m: Magasin,
  base: string,
  prefixe: string,
  docs: readonly { _id: string }[],
  pendant: () => Promise<T>,
): Promise<T> => {
  const restes = await lireRevisions(m, base, { debut: `${prefixe}:`, fin: `${prefixe};` });
  const ids = new Set(docs.map((d) => d._id));
  const aEcrire: object[] = [
    ...docs.map((d) => (restes.has(d._id) ? { ...d, _rev: restes.get(d._id) } : d)),
    ...[...restes].filter(([id]) => !ids.has(id)).map(([_id, _rev]) => ({ _id, _rev, _deleted: true })),
  ];
  const ecrire = async (): Promise<void> => {
    for (let i = 0; i < aEcrire.length; i += LOT) await ecrireTout(m, base, aEcrire.slice(i, i + LOT));
  };
  const [, calcule] = await tousFinis([ecrire(), setImmediate().then(pendant)]);
  return calcule;
};

export type AFiger = { etats: readonly EtatFige[]; complements: readonly Complement[] };

/** What a closing has frozen, and what it says of it: the hashes that name it, and what the states will read of it. */
export type Fige = {
  empreintes: Pick<ClotureEcrite, 'empreinte' | 'complements' | 'empreinteCadre'>;
  agregat: Agregat;
};

/**
 * All that one closing freezes, but the one document that makes it current. `enFile`: antennas are hashed one after the other, so that
 * what each of them writes goes on its way.
 */
export const figer = async (
  c: Cadre,
  antenne: Antenne,
  mois: Mois,
  { etats, complements }: AFiger,
  enFile: EnFile,
): Promise<Fige> => {
  const base = baseAntenne(antenne);
  const cadre = cadreDe(c, antenne, mois);
  const agreger = await ouvrirAgregat(c, antenne);
  const hacher = async (): Promise<Fige> => {
    const empreinte = await empreinteFigee(etats);
    return {
      empreintes: {
        empreinte,
        complements: { usagers: complements.length, empreinte: await empreinteFigee(complements) },
        empreinteCadre: await empreinteFigee([cadre]),
      },
      agregat: agreger({ mois, antenne, empreinte }, { etats, complements, cadre }),
    };
  };
  const fige = await ecrireEnPlace(c.m, base, `fige:${mois}`, etats, () => enFile(hacher));
  await ecrireEnPlace(c.m, base, `complement:${mois}`, complements, async () => undefined);
  await remplacer(c.m, base, cadre);
  return fige;
};

/** Writes the one document that makes the closing current. */
export const clore = async (
  c: Cadre,
  o: {
    mois: Mois;
    antenne: Antenne;
    auteur: string;
    motif?: string | undefined;
    incompletes: number;
    sansVisite: number;
    fige: Fige;
    inventaire: InventaireClos;
  },
  { etats }: AFiger,
): Promise<ClotureEcrite> => {
  const base = baseAntenne(o.antenne);
  const nom = c.nomAuteur(o.auteur);
  const role = c.roleAuteur(o.auteur);
  const numero = (await lireIds(c.m, base, plageDuType('cloture'))).length + 1;
  const doc: ClotureEcrite = {
    _id: idCloture(o.mois),
    type: 'cloture',
    mois: o.mois,
    antenne: o.antenne,
    numero,
    auteur: o.auteur,
    ...(nom === undefined ? {} : { auteurNom: nom }),
    ...(role === undefined ? {} : { auteurRole: role }),
    instant: c.maintenant,
    ...(o.motif ? { motif: o.motif } : {}),
    incompletes: o.incompletes,
    ...(o.sansVisite > 0 ? { sansVisite: o.sansVisite } : {}),
    nombreVisites: etats.reduce((n, e) => n + e.visites.length, 0),
    nombreBruts: etats.reduce((n, e) => n + e.bruts.length, 0),
    usagers: etats.length,
    ...o.fige.empreintes,
    inventaire: o.inventaire,
  };
  await ecrireTout(c.m, base, [doc]);
  await tracer(c.m, { instant: doc.instant, auteur: o.auteur, ...ENTREES.CLOTURE.ecrire.close(o) });
  return doc;
};
