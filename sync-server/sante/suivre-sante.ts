import { stat, statfs } from 'node:fs/promises';
import { z } from 'zod';
import type { EtatService } from '#shared/contrats/exploitation/disponibilite';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { dateParis } from '#shared/temps/paris';
import { type Instant, instantSchema } from '#shared/temps/types';
import type { Config } from '../config';
import type { EtatAstreinte } from '../domaines/astreinte';
import type { EtatSauvegarde } from '../domaines/exploitation';
import type { EtatExterieur } from '../domaines/telephonie';
import type { RapportTravail } from '../jobs/schedules';
import type { FileCourriels } from '../ports/courriel';
import type { Horloge } from '../ports/horloge';
import { direCause } from '../store/causes';
import { lireEcartes } from '../store/ecartes';
import { aMajorite, lireQuorum } from '../store/grappe/quorum';
import { lireNoeuds } from '../store/grappe/revenus';
import { ID_HISTOIRE } from '../store/histoire';
import { lireParametres } from '../store/lectures/connus';
import { lireDernierePrise } from '../store/lectures/prises';
import { lireSilence } from '../store/lectures/silence';
import { lireIds, type Magasin, plageDuType, sequenceDe } from '../store/lire';
import type { Noeud } from '../store/magasin';
import { plageType } from '../store/types';
import { type EtatTransitions, enPanne } from '../transitions/demarrer';
import { suivreCertificats } from './certificats';
import { type FaitsSante, jugerSante } from './juger-sante';

type Options = {
  magasin: Magasin;
  horloge: Horloge;
  config: Pick<
    Config,
    | 'MODE'
    | 'DATA_DIR'
    | 'SAUVEGARDE_DIR'
    | 'MILLESIME_DEPOT'
    | 'SMTP_URL'
    | 'COURRIEL_DE'
    | 'PUBLIC_ORIGIN'
    | 'SVI_ORIGIN'
  >;
  transitions: () => EtatTransitions | undefined;
  service: () => EtatService | undefined;
  exterieur: () => EtatExterieur | undefined;
  sauvegarde: () => EtatSauvegarde;
  astreinte: () => EtatAstreinte | undefined;
  /** Where the SVI's own health is read. */
  svi: () => string | undefined;
};

export type SuiviSante = {
  noterTravail: (r: RapportTravail) => void;
  noterCourriels: (f: FileCourriels) => void;
  faits: () => Promise<FaitsSante>;
  lire: () => Promise<Record<string, unknown> & { sain: boolean }>;
};

/** Whoever asks often is answered what was found just before: the health must not be a load. */
const GARDE_MS = 2_000;
const DELAI_SVI_MS = 1_000;
const santeSviSchema = z.object({
  journal: z.object({ sain: z.boolean(), enAttente: z.number() }),
  // A worker of the version before says nothing of it.
  operateur: z.object({ etat: z.enum(['inconnu', 'ok', 'panne']), le: instantSchema.optional() }).optional(),
});

const lireDisque = async (
  nom: 'donnees' | 'sauvegarde',
  dossier: string | undefined,
): Promise<FaitsSante['disques']> => {
  if (dossier === undefined) return [];
  const d = await statfs(dossier).catch(() => undefined);
  return d === undefined ? [] : [{ nom, libres: d.bavail * d.bsize, octets: d.blocks * d.bsize }];
};

/** A disk that dies takes with it all that is on it; what is tried out may. */
const memeDisque = async (c: Options['config']): Promise<boolean> => {
  if (c.MODE !== 'production' || c.SAUVEGARDE_DIR === undefined) return false;
  const [a, b] = await Promise.all([c.DATA_DIR, c.SAUVEGARDE_DIR].map((d) => stat(d).catch(() => undefined)));
  return a !== undefined && a.dev === b?.dev;
};

const lireSvi = async (url: string | undefined): Promise<Pick<FaitsSante, 'journal' | 'operateur'>> => {
  const inconnu = { journal: undefined, operateur: undefined };
  if (url === undefined) return inconnu;
  const corps: unknown = await fetch(`${url}/sante`, { signal: AbortSignal.timeout(DELAI_SVI_MS) })
    .then((r) => r.json())
    .catch(() => undefined);
  const lue = santeSviSchema.safeParse(corps).data;
  return lue ? { journal: lue.journal, operateur: lue.operateur } : inconnu;
};

/** Punches typed from slips, or taken over, are among them: the last ones are enough to find one that was telephoned. */
const POINTAGES_REGARDES = 50;
const lireDernierAppel = async (m: Magasin, maintenant: Instant): Promise<Instant | undefined> => {
  const derniers = { decroissant: true, limite: POINTAGES_REGARDES } as const;
  const lus = await plageType(m, 'pointage', { annee: maintenant }, derniers);
  return lus.find((p) => p.source === 'SVI')?.instant;
};

const lireMillesime = async (o: Options): Promise<{ heure: string; derniere: Instant | undefined }> => {
  const [derniere, parametres] = await Promise.all([lireDernierePrise(o.magasin), lireParametres(o.magasin)]);
  return { heure: lecteurParametres(parametres)(dateParis(o.horloge())).heureMillesime, derniere };
};

/** A write, and its status: two nodes may be there and take nothing. One process has no majority to ask. */
const eprouverEcriture = async (m: Magasin, noeuds: readonly Noeud[] = []): Promise<boolean | undefined> => {
  if (noeuds.length < 2) return undefined;
  const { fermes, introuvables } = await m.affermir(BASE_CENTRALE, [ID_HISTOIRE]);
  return fermes.length + introuvables.length > 0;
};

/** Gathers what the health is judged from, for `/sante` and for the metrics. */
export const suivreSante = (o: Options): SuiviSante => {
  const enEchec = new Map<string, string>();
  const certificats = suivreCertificats([
    ['extranet', o.config.PUBLIC_ORIGIN],
    ['svi', o.config.SVI_ORIGIN],
  ]);
  let courriels: FileCourriels = { attendent: 0, depuis: undefined };
  let dernier: { luA: number; faits: Promise<FaitsSante> } | undefined;

  const relever = async (): Promise<FaitsSante> => {
    const service = o.service();
    const finsCertificats = certificats();
    const [joignable, grappe, millesime, svi, divergences, telephoneMuet, dernierAppel, ...disques] = await Promise.all(
      [
        sequenceDe(o.magasin, BASE_CENTRALE).then(
          (seq) => seq !== undefined,
          () => false,
        ),
        // By the one who looks at the nodes for all: what is seen away here is not believed by a closing just afterwards.
        lireNoeuds(o.magasin).catch(() => undefined),
        lireMillesime(o).catch(() => ({ heure: '00:00', derniere: undefined })),
        lireSvi(o.svi()),
        lireIds(o.magasin, BASE_CENTRALE, plageDuType('divergence')).catch(() => []),
        lireSilence(o.magasin)
          .then((a) => a?.depuis)
          .catch(() => undefined),
        lireDernierAppel(o.magasin, o.horloge()).catch(() => undefined),
        lireDisque('donnees', o.config.DATA_DIR),
        lireDisque('sauvegarde', o.config.SAUVEGARDE_DIR),
      ],
    );
    const ecriture = await eprouverEcriture(o.magasin, grappe?.noeuds).catch(() => undefined);
    return {
      magasin: joignable,
      noeuds: grappe?.noeuds,
      revenus: grappe?.revenus ?? [],
      quorum: lireQuorum(o.magasin),
      ecriture,
      transitions: o.transitions(),
      disques: disques.flat(),
      travauxEnEchec: [...enEchec].sort().map(([nom, cause]) => ({ nom, cause })),
      svi: service?.svi.etat ?? 'INCONNU',
      pannes: service?.pannes.length ?? 0,
      telephoneMuet,
      dernierAppel,
      ...svi,
      exterieur: o.exterieur(),
      millesime: { attendu: o.config.MILLESIME_DEPOT !== undefined, ...millesime },
      sauvegarde: o.sauvegarde(),
      memeDisque: await memeDisque(o.config),
      astreinte: o.astreinte(),
      courriel: { regle: o.config.SMTP_URL !== undefined && o.config.COURRIEL_DE !== undefined, ...courriels },
      certificats: await finsCertificats,
      divergences: divergences.length,
      ecartes: [...new Set(lireEcartes(o.magasin).map((e) => e.type))].sort(),
    };
  };
  const faits = (): Promise<FaitsSante> => {
    if (!dernier || Date.now() - dernier.luA > GARDE_MS) dernier = { luA: Date.now(), faits: relever() };
    return dernier.faits;
  };

  return {
    noterTravail: (r) => {
      if (r.erreur === undefined) enEchec.delete(r.nom);
      else enEchec.set(r.nom, direCause(r.erreur));
    },
    noterCourriels: (f) => {
      courriels = f;
    },
    faits,
    lire: async () => {
      const f = await faits();
      return {
        // Whether it can do its work at all: what a balancer asks. The parts say what else is wrong.
        sain: f.magasin && aMajorite(f.noeuds ?? []) && !(f.transitions && enPanne(f.transitions)),
        magasin: f.magasin ? (aMajorite(f.noeuds ?? []) ? 'ok' : 'sans quorum') : 'injoignable',
        transitions: f.transitions ?? { etat: 'demarrage' },
        parties: jugerSante(f, o.horloge()),
      };
    },
  };
};
