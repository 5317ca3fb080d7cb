import type { ClotureEcrite, EtatFige, VisiteFigee } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import type { Correction } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne, basePointages, idUsager } from '#shared/contrats/ids';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { ajouterA } from '#shared/listes';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { correction } from '#shared/testing/constructeurs';
import { sansReponse } from '../../../store/ecrire';
import { deposerEtNoter } from '../../../store/inventaire/actes';
import { lireCloture, lireComplements, lireFiges } from '../../../store/lectures/clos';
import { lirePlage, lireUn, plageDuType } from '../../../store/lire';
import { ecrireEnComptant } from '../../../store/testing/ecrire-compte';
import { rattraper } from '../../../transitions/rattraper';
import { type Banc, fichier, INTERVENANTS, ligneUsager, ouvrirBanc } from '../../dossiers/testing/banc-import';
import { cloturer, type RapportCloture } from '../clore/cloturer';
import { exporter } from '../exporter/exporter';

// For tests: a small service of APA and own-rate usagers, whose months are closed one after the other while late facts come in.

export const FINANCEURS_APA = fichier('FINANCEURS', [
  'APA;APA;APA;01/01/2024;0;N;1;PROCHE;26,30',
  'CNAV;CNAV;CAISSE_RETRAITE;01/01/2024;0;N;1;PROCHE;26,30',
  'PROPRE;Tarif propre;TARIF_PROPRE;01/01/2024;0;N;1;PROCHE;29,10',
]);

const dateHeure = (i: Instant): string => `${i.slice(8, 10)}/${i.slice(5, 7)}/${i.slice(0, 4)} ${i.slice(11, 19)}`;

/** A row of USAGERS with a cap in hours a month. */
export const ligneApa = (id: string, heures: number, antenne: Antenne = 'SUD'): string =>
  ligneUsager(id, { financeur: 'APA', antenne }).replace(';45;', `;${heures};`);

export type BancCloture = {
  b: Banc;
  maintenant: () => Instant;
  /** Moves the clock to this instant. */
  aller: (i: string) => void;
  poser: (base: string, docs: readonly object[]) => Promise<void>;
  /** The two punches of a visit, received now; from a number, they name no usager. */
  pointer: (
    id: string,
    debut: string,
    fin: string,
    o?: { usagerId?: string; intervenantId?: string; numeroAppelant?: string },
  ) => Promise<void>;
  corriger: (i: Intervention, nature: Correction['nature'], plus?: Partial<Correction>) => Promise<Correction>;
  /** Gives a visit to a usager of any antenna, as a taking over does: a screen refuses it. */
  donner: (pointage: string, usagerId: string) => Promise<void>;
  interventions: (antenne: Antenne) => Promise<Intervention[]>;
  intervention: (antenne: Antenne, id: string) => Promise<Intervention>;
  usager: (antenne: Antenne, id: string, changer: (u: Usager) => Usager) => Promise<void>;
  clore: (mois: Mois, antennes?: readonly Antenne[]) => Promise<RapportCloture>;
  /** Every file of a closing, by name. */
  fichiers: (mois: Mois, antennes: readonly Antenne[]) => Promise<Record<string, string>>;
  tourner: () => Promise<void>;
};

export const ouvrirBancCloture = async (usagers: readonly string[]): Promise<BancCloture> => {
  const b = await ouvrirBanc();
  let ms = epochMs('2026-08-01T08:00:00Z' as Instant);
  const maintenant = (): Instant => {
    ms += 1000;
    return instantDe(ms);
  };
  const tourner = () => rattraper(b.magasin, maintenant);
  const r = await b.importer(
    {
      'FINANCEURS.csv': FINANCEURS_APA,
      'INTERVENANTS_20260801.csv': INTERVENANTS,
      'USAGERS_20260801.csv': fichier('USAGERS', usagers),
    },
    { a: '2026-08-01T06:00:00Z' },
  );
  if (r.fichiers.some((f) => f.refusFichier || f.refuses.length > 0)) throw new Error('service refusé');
  const poser = async (base: string, docs: readonly object[]): Promise<void> => {
    await ecrireEnComptant(b.magasin, base, docs);
  };
  const interventions = (a: Antenne) => lirePlage<Intervention>(b.magasin, baseAntenne(a), plageDuType('intervention'));
  return {
    b,
    maintenant,
    aller: (i) => {
      ms = Math.max(ms, epochMs(i as Instant));
    },
    poser,
    pointer: async (id, debut, fin, o = {}) => {
      const recuLe = maintenant();
      const un = (sens: 'ARRIVEE' | 'DEPART', instant: string): Pointage => ({
        _id: `pointage:${instant}:${id}${sens[0]}`,
        type: 'pointage',
        id: `${id}${sens[0]}`,
        sens,
        instant: instant as Instant,
        recuLe,
        source: 'SVI',
        ...(o.numeroAppelant === undefined ? { usagerId: 'M1' } : {}),
        intervenantId: 'I1',
        ...o,
      });
      // As the telephone hands them on.
      sansReponse(
        await deposerEtNoter(b.magasin, basePointages(debut as Instant), [un('ARRIVEE', debut), un('DEPART', fin)]),
      );
    },
    corriger: async (i, nature, plus = {}) => {
      const c = correction(nature, {
        antenne: i.antenne,
        date: i.date,
        cible: { genre: 'POINTAGE', id: (i.arrivee ?? i.depart)?.id ?? i.id },
        instant: maintenant(),
        ...plus,
      });
      await poser(baseAntenne(i.antenne), [c]);
      return c;
    },
    donner: async (pointage, usagerId) => {
      const a = maintenant();
      const ligne = `X${a};${dateHeure(a)};anne;DONNEES;${pointage};;${usagerId};;;;;;ERREUR_PLANNING;;`;
      const nom = `CORRECTIONS_${a.slice(0, 7).replace('-', '')}.csv`;
      const r = await b.importer({ [nom]: fichier('CORRECTIONS', [ligne]) }, { a: maintenant() });
      if (r.fichiers.some((f) => f.refusFichier)) throw new Error('correction refusée');
    },
    interventions,
    intervention: async (a, id) => {
      const i = (await interventions(a)).find((x) => x.id === id);
      if (!i) throw new Error(`pas d’intervention ${id}`);
      return i;
    },
    usager: async (a, id, changer) => {
      const u = await lireUn<Usager>(b.magasin, baseAntenne(a), idUsager(id));
      if (!u) throw new Error(id);
      const change = { ...changer(u), changeLe: maintenant() };
      const antennes = new Set(change.antennes.map((x) => x.antenne));
      for (const antenne of antennes) {
        const la = await lireUn<Usager>(b.magasin, baseAntenne(antenne), idUsager(id));
        const { _rev, ...doc } = change as typeof u;
        await poser(baseAntenne(antenne), [la ? { ...doc, _rev: la._rev } : doc]);
      }
    },
    clore: async (mois, antennes = codesAntennes()) => {
      const p = { magasin: b.magasin, horloge: maintenant, rattraper: tourner };
      const fait = await cloturer(p, { mois, antennes, auteur: 'essai', motif: 'essai' });
      if (!fait.ok) throw new Error(fait.refus.message);
      return fait.valeur;
    },
    fichiers: async (mois, antennes) => {
      const { readdir, readFile } = await import('node:fs/promises');
      const vers = await b.dossier();
      const p = { magasin: b.magasin, horloge: maintenant, rattraper: tourner };
      const fait = await exporter(p, { mois, antennes, vers, provisoire: false, auteur: 'essai' });
      if (!fait.ok) throw new Error(fait.refus.message);
      const noms = (await readdir(vers)).sort();
      return Object.fromEntries(await Promise.all(noms.map(async (n) => [n, await readFile(`${vers}/${n}`, 'utf8')])));
    },
    tourner,
  };
};

/** Rows of a file, header and trailer left out. */
export const lignesDe = (texte: string | undefined): string[] => (texte ?? '').split('\r\n').slice(1, -2);

const cleDe = (v: VisiteFigee, mois: Mois, p: VisiteFigee['parts'][number]): string =>
  [mois, v.usagerId, p.numeroPec ?? '', p.codeFinanceur, v.intervenantId].join(' ');

/** Minutes by month, usager, prise en charge, funder and aide. */
export const cumulDe = (mois: Mois, etats: readonly EtatFige[]): Map<string, number> => {
  const r = new Map<string, number>();
  for (const v of etats.flatMap((e) => e.visites))
    for (const p of v.parts) {
      if (p.minutes === 0) continue;
      const k = cleDe(v, mois, p);
      r.set(k, (r.get(k) ?? 0) + p.minutes);
    }
  return r;
};

/** What an antenna's files said, one after the other: each complementary line must start from what had left until then. */
const partiDe = async (b: Banc, antenne: Antenne): Promise<Map<string, number>> => {
  const r = new Map<string, number>();
  const clos = (
    await lirePlage<{ mois: Mois; numero: number }>(b.magasin, baseAntenne(antenne), plageDuType('cloture'))
  ).sort((x, y) => x.numero - y.numero);
  for (const { mois } of clos) {
    if (!(await lireCloture(b.magasin, antenne, mois))) throw new Error('clôture illisible');
    for (const [k, n] of cumulDe(mois, await lireFiges(b.magasin, antenne, mois))) r.set(k, (r.get(k) ?? 0) + n);
    for (const c of await lireComplements(b.magasin, antenne, mois))
      for (const e of c.ventilation) {
        const k = [e.moisOrigine, e.usagerId, e.numeroPec ?? '', e.codeFinanceur, e.intervenantId].join(' ');
        if ((r.get(k) ?? 0) !== e.ancien)
          throw new Error(`${antenne} ${k} : ${r.get(k) ?? 0} parties, « ${e.ancien} » annoncées`);
        if (e.nouveau === 0) r.delete(k);
        else r.set(k, e.nouveau);
      }
  }
  return r;
};

/** The files of all these antennas: a usager who moved within a month is in two of them. */
export const dejaParti = async (b: Banc, antennes: readonly Antenne[]): Promise<Map<string, number>> => {
  const r = new Map<string, number>();
  for (const antenne of antennes) for (const [k, n] of await partiDe(b, antenne)) r.set(k, (r.get(k) ?? 0) + n);
  return r;
};

type Registre = Map<string, Map<string, VisiteFigee>>;

/** What a closing said, on top of what the antenna's others did: by usager and month, the visits that stand told; and what it takes back that was not. */
const appliquer = async (b: Banc, r: Registre, { antenne, mois }: ClotureEcrite): Promise<string[]> => {
  const jamais: string[] = [];
  const de = (usagerId: string, m: Mois) => {
    const k = `${antenne} ${m} ${usagerId}`;
    const connues = r.get(k) ?? new Map<string, VisiteFigee>();
    r.set(k, connues);
    return connues;
  };
  for (const e of await lireFiges(b.magasin, antenne, mois))
    for (const v of e.visites) de(e.usagerId, mois).set(v.interventionId, v);
  for (const c of await lireComplements(b.magasin, antenne, mois))
    for (const { ancien, nouveau, moisOrigine } of c.visites) {
      const siennes = de(c.usagerId, moisOrigine);
      if (ancien && !siennes.delete(ancien.interventionId))
        jamais.push(`${antenne} ${mois} reprend ${ancien.interventionId}, qui n’était pas dite`);
      if (nouveau) siennes.set(nouveau.interventionId, nouveau);
    }
  return jamais;
};

const doubles = (quand: string, r: Registre): string[] => {
  const ou = new Map<string, string[]>();
  for (const [k, visites] of r) for (const id of visites.keys()) ajouterA(ou, id, k);
  return [...ou].flatMap(([id, ks]) => (ks.length > 1 ? `${quand} : ${id} (${ks.sort().join(', ')})` : []));
};

/**
 * Visits that are told twice at some moment: after each closing, as files leave for Millésime; and after each month, as all that was
 * closed of it and of those before leaves for the DASES.
 */
export const ditesDeuxFois = async (b: Banc, antennes: readonly Antenne[]): Promise<string[]> => {
  const siennes = await Promise.all(
    antennes.map((a) => lirePlage<ClotureEcrite>(b.magasin, baseAntenne(a), plageDuType('cloture'))),
  );
  const closes = siennes.flat().sort((x, y) => epochMs(x.instant) - epochMs(y.instant) || x.numero - y.numero);
  const trouvees: string[] = [];
  const registre: Registre = new Map();
  for (const [n, k] of closes.entries()) {
    trouvees.push(...(await appliquer(b, registre, k)));
    // Antennas that one command closes are closed together.
    if (closes[n + 1]?.instant !== k.instant) trouvees.push(...doubles(`après ${k.antenne} ${k.mois}`, registre));
  }
  for (const mois of [...new Set(closes.map((k) => k.mois))].sort()) {
    const partis: Registre = new Map();
    for (const k of closes.filter((x) => x.mois <= mois)) await appliquer(b, partis, k);
    trouvees.push(...doubles(`message ${mois}`, partis));
  }
  return trouvees;
};
