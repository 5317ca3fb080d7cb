import { z } from 'zod';
import type { Cloture, EtatFige } from '#shared/contrats/cloture/cloture';
import type { Complement } from '#shared/contrats/cloture/complement';
import type { Antenne, Refusee, Resultat } from '#shared/contrats/commun';
import { type Financeur, financeurSchema } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import type { TableFinanceurs } from '#shared/domain/ventilation/financeurs';
import type { Instant, Mois } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import { refusGrappe } from '../../../store/grappe/grappe';
import { refusInventaireFerme } from '../../../store/inventaire/pour-de-bon';
import { lireCloture } from '../../../store/lectures/clos';
import { financeursDuMois } from '../../../store/lectures/figes';
import { lirePresents, type Magasin } from '../../../store/lire';
import { calculer, lireFige, ouvrirControle } from '../../cloture';

export type PortsPrefacturation = { magasin: Magasin; horloge: Horloge };

/** What an antenna's month is billed from: frozen where it is closed, computed now where it is not. */
export type MoisPrefacture = {
  antenne: Antenne;
  mois: Mois;
  /** Absent: provisional. */
  cloture?: Pick<Cloture, 'numero' | 'instant' | 'empreinte'> | undefined;
  /** Of the closing, else of the reading. */
  instant: Instant;
  etats: readonly EtatFige[];
  complements: readonly Complement[];
  /** Rates as the closing froze them. */
  financeurs: TableFinanceurs;
  /** Those by which a month that is rectified was billed. */
  financeursDe: (mois: Mois) => TableFinanceurs;
};

const financeursClos = (cloture: Pick<Cloture, 'financeurs'>): Financeur[] =>
  z.array(financeurSchema).parse(cloture.financeurs) as Financeur[];

/** [CL-2] What is rectified was billed at the rates of its month; a funder that came since is this closing's. */
const lireFinanceursDe = async (
  m: Magasin,
  antenne: Antenne,
  siens: readonly Financeur[],
  complements: readonly Complement[],
): Promise<MoisPrefacture['financeursDe']> => {
  const tables = new Map<Mois, TableFinanceurs>();
  const rectifies = complements.flatMap((c) => [...c.ventilation, ...c.visites].map((e) => e.moisOrigine));
  for (const mois of new Set(rectifies)) {
    const origine = await lireCloture(m, antenne, mois);
    tables.set(mois, financeursDuMois(origine ? financeursClos(origine) : siens, siens));
  }
  const actuels = financeursDuMois(siens, []);
  return (mois) => tables.get(mois) ?? actuels;
};

/** [CL-2] From the frozen state alone, once it is seen to be that of the closing. */
const lireClos = async (m: Magasin, antenne: Antenne, cloture: Cloture): Promise<Resultat<MoisPrefacture>> => {
  const { mois, numero, instant, empreinte } = cloture;
  const fige = await lireFige(m, cloture);
  if (!fige.ok) return fige;
  const { etats, complements } = fige.valeur;
  return {
    ok: true,
    valeur: {
      antenne,
      mois,
      cloture: { numero, instant, empreinte },
      instant,
      etats,
      complements,
      financeurs: financeursDuMois(financeursClos(cloture), []),
      financeursDe: await lireFinanceursDe(m, antenne, financeursClos(cloture), complements),
    },
  };
};

/** A file is made of it: what is computed must come to the inventory of the month. */
type PourDeBon = { pourDeBon?: true };
const RIEN = 'Rien n’a été préfacturé.';

/** [CL-4] As closing now would freeze it, what came late for the months before with it. */
const calculerOuverts = async (
  p: PortsPrefacturation,
  antennes: readonly Antenne[],
  mois: Mois,
  o: PourDeBon,
): Promise<Resultat<MoisPrefacture[]>> => {
  const controle = o.pourDeBon ? await ouvrirControle(p.magasin, { mois, antennes, rien: RIEN }) : undefined;
  const calcule = await calculer(p, mois, antennes, { aLire: true });
  if (!calcule.ok) return calcule;
  const equilibre = await controle?.verifier(calcule.valeur);
  if (equilibre && 'refus' in equilibre) return equilibre;
  const { cadre, aFiger } = calcule.valeur;
  const calcules: MoisPrefacture[] = [];
  for (const antenne of antennes) {
    const { etats = [], complements = [] } = aFiger.get(antenne) ?? {};
    calcules.push({
      antenne,
      mois,
      instant: cadre.maintenant,
      etats,
      complements,
      financeurs: cadre.financeurs,
      financeursDe: await lireFinanceursDe(p.magasin, antenne, cadre.versionsFinanceurs, complements),
    });
  }
  return { ok: true, valeur: calcules };
};

/** The month of each antenna asked for, in their order. */
export const lireMoisPrefactures = async (
  p: PortsPrefacturation,
  antennes: readonly Antenne[],
  mois: Mois,
  o: PourDeBon = {},
): Promise<Resultat<MoisPrefacture[]>> => {
  const lus = new Map<Antenne, MoisPrefacture>();
  // All at once: one antenna's frozen states are hashed while the store reads the next one's.
  const clos = await Promise.all(
    antennes.map(async (antenne) => {
      const cloture = await lireCloture(p.magasin, antenne, mois);
      return cloture && lireClos(p.magasin, antenne, cloture);
    }),
  );
  for (const c of clos) {
    if (c === undefined) continue;
    if (!c.ok) return c;
    lus.set(c.valeur.antenne, c.valeur);
  }
  const ouvertes = antennes.filter((a) => !lus.has(a));
  if (ouvertes.length > 0) {
    const calcules = await calculerOuverts(p, ouvertes, mois, o);
    if (!calcules.ok) return calcules;
    for (const c of calcules.valeur) lus.set(c.antenne, c);
  }
  return { ok: true, valeur: antennes.flatMap((a) => lus.get(a) ?? []) };
};

/** Times that a month still open is kept for, in ms: a screen reads it, then its explanations and files. */
const GARDE_MS = 30_000;

const PAS_DONNE = 'Le fichier n’a pas été donné.';

/** `douteux`: the cluster was not whole and calm, before it was read or after. */
type Garde = { depuis: number; lu: Promise<Resultat<MoisPrefacture[]>>; douteux: Promise<Refusee | undefined> };

const lireEnJugeant = (p: PortsPrefacturation, antenne: Antenne, mois: Mois, o: PourDeBon): Omit<Garde, 'depuis'> => {
  const juger = () => refusGrappe(p.magasin, PAS_DONNE);
  const avant = juger();
  const lu = avant.then(() => lireMoisPrefactures(p, [antenne], mois, o));
  const douteux = Promise.all([avant, lu.then(juger)]).then(([a, b]) => a ?? b);
  // Who shows the month only never asks for it.
  douteux.catch(() => undefined);
  return { lu, douteux };
};

/**
 * Reads months for the screens: one computation at a time for a month still open, kept for a moment. `pourDeBon`: a file is made of
 * it, and a reading that may be short of something is not given.
 */
export const creerLecteurMois = (p: PortsPrefacturation) => {
  const gardes = new Map<string, Garde>();
  return async (antenne: Antenne, mois: Mois, o: PourDeBon = {}): Promise<Resultat<MoisPrefacture>> => {
    const ferme = o.pourDeBon && (await refusInventaireFerme(p, PAS_DONNE));
    if (ferme) return ferme;
    // A month that has just been closed is no longer provisional, whatever was kept.
    const clos = (await lirePresents(p.magasin, baseAntenne(antenne), [idCloture(mois)])).size > 0;
    // What was only to be shown was not compared with the inventory: a file is made of another reading.
    const cle = `${antenne} ${mois}${clos ? ' clos' : o.pourDeBon ? ' pour de bon' : ''}`;
    const maintenant = Date.parse(p.horloge());
    for (const [k, g] of gardes) if (maintenant - g.depuis > GARDE_MS) gardes.delete(k);
    const lire = (): Garde => {
      const lue = { depuis: maintenant, ...lireEnJugeant(p, antenne, mois, o) };
      gardes.set(cle, lue);
      lue.lu.catch(() => gardes.delete(cle));
      return lue;
    };
    let garde = gardes.get(cle) ?? lire();
    if (o.pourDeBon) {
      // What was shown meanwhile is read again.
      if (await garde.douteux) garde = lire();
      const douteux = await garde.douteux;
      if (douteux) return douteux;
    }
    const r = await garde.lu;
    if (!r.ok) {
      gardes.delete(cle);
      return r;
    }
    const [valeur] = r.valeur;
    if (!valeur) throw new Error(`mois non lu : ${cle}`);
    return { ok: true, valeur };
  };
};
