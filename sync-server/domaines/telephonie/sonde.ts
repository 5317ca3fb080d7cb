import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ulid } from 'ulid';
import { z } from 'zod';
import type { QuoiPanne } from '#shared/contrats/exploitation/disponibilite';
import { RAISONS } from '#shared/contrats/exploitation/sonde-exterieure';
import { type Instant, instantSchema } from '#shared/temps/types';
import { lancementDe } from '../../../bin/programmes.mjs';
import type { EtatTelephonie } from './lancer';
import type { ParoleSvi, ResultatLancement, ResultatSonde, Sonde } from './port-sonde';

/** Where the SVI is called, and under which origin it checks signatures; or why there is nothing to call. */
export type CibleSonde = { origine: string; url: string } | { issue: 'ECHEC' | 'NON_MESURE'; raison: string };

type Options = {
  /** Read at each call: the SVI may move when it starts again. */
  cible: () => CibleSonde;
  /** Where its health is read. */
  sante: () => string | undefined;
  /** On top of our own environment. */
  env: Record<string, string | undefined>;
  /** [DI-1] Whether a number is given from which checks go through the operator. */
  exterieure?: boolean;
  /** Milliseconds until a call that hears nothing has failed; tests shorten it. */
  delaiMs?: number;
};

/** An aide who hears nothing for that long has hung up. */
const DELAI_APPEL_MS = 20_000;
const DELAI_DEMARRAGE_MS = 40_000;
/** Calls in a row for which a worker may still be starting; beyond, it is stuck, and nobody is answered. */
const DEMARRAGES_MAX = 3;
const DELAI_SANTE_MS = 5_000;

const reponseSchema = z.object({
  callUuid: z.string(),
  issue: z.enum(['REUSSI', 'ECHEC', 'NON_MESURE']),
  raison: z.string().default('INCONNUE'),
});

const lancementSchema = z.union([
  z.object({ essai: instantSchema, issue: z.literal('LANCE') }),
  z.object({ essai: instantSchema, issue: z.literal('ECHEC'), raison: z.enum(RAISONS) }),
  z.object({ essai: instantSchema, issue: z.literal('NON_MESURE'), raison: z.string() }),
]);

const lireLancement = (ligne: string): z.infer<typeof lancementSchema> | undefined => {
  try {
    return lancementSchema.parse(JSON.parse(ligne));
  } catch {
    return undefined;
  }
};

const lireReponse = (ligne: string): z.infer<typeof reponseSchema> | undefined => {
  try {
    return reponseSchema.parse(JSON.parse(ligne));
  } catch {
    return undefined;
  }
};

/** The codes of the SVI's `/sante`; one that is not here is recorded as AUTRE. */
const ALERTES_SVI: Readonly<Record<string, QuoiPanne>> = {
  DISQUE: 'DISQUE',
  JOURNAL_ABIME: 'JOURNAL',
  ANNUAIRE_AGE: 'ANNUAIRE',
  RAFALE: 'RAFALE',
  RAFALE_MASQUES: 'RAFALE_MASQUES',
  HORLOGE: 'HORLOGE',
  TRANSMISSION_EN_RETARD: 'TRANSMISSION',
  RAPPROCHEMENT_EN_RETARD: 'RAPPROCHEMENT',
};

const santeSchema = z.object({
  travailleur: z.string().optional(),
  alertes: z.array(z.object({ code: z.string(), depuis: instantSchema })),
});

type Appelant = { enfant: ChildProcess; ligne: () => Promise<string | undefined> };

/** The caller, a process that the telephony owns; one line in, one line out. */
const lancer = (env: Options['env']): Appelant => {
  const enfant = spawn(process.execPath, lancementDe('telephony/sonde/main.ts'), {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // A child that dies while it is written to: its silence tells.
  enfant.stdin.on('error', () => undefined);
  enfant.on('error', () => undefined);
  const lignes = createInterface({ input: enfant.stdout })[Symbol.asyncIterator]();
  return { enfant, ligne: async () => (await lignes.next()).value };
};

const avant = async <T>(ms: number, promesse: Promise<T>): Promise<T | 'TROP_TARD'> => {
  let minuteur: NodeJS.Timeout | undefined;
  const tard = new Promise<'TROP_TARD'>((ok) => {
    minuteur = setTimeout(() => ok('TROP_TARD'), ms);
  });
  return Promise.race([promesse, tard]).finally(() => clearTimeout(minuteur));
};

/**
 * By the public origin where it is known (through the balancer, as the operator does), else straight to the worker that
 * this server started. A worker that has never been ready yet is not down, for its first minutes.
 */
export const cibleDe = (
  config: { SVI_ORIGIN: string | undefined; PUBLIC_ORIGIN: string | undefined },
  telephonie: EtatTelephonie | undefined,
): CibleSonde => {
  if (telephonie?.etat === 'demarrage' && telephonie.relances === 0)
    return { issue: 'NON_MESURE', raison: 'DEMARRAGE' };
  if (config.SVI_ORIGIN !== undefined) return { origine: config.SVI_ORIGIN, url: config.SVI_ORIGIN };
  if (!telephonie) return { issue: 'NON_MESURE', raison: 'SVI_ORIGIN_ABSENTE' };
  const { adresse } = telephonie;
  return adresse === undefined
    ? { issue: 'ECHEC', raison: 'SVI_ARRETE' }
    : { origine: config.PUBLIC_ORIGIN ?? adresse, url: adresse };
};

/** The synthetic call, made by a process that starts with the first one and stays: a start costs a second of processor. */
export const preparerSonde = (o: Options): Sonde & { arreter: () => Promise<void> } => {
  let appelant: Appelant | undefined;
  let demarrages = 0;

  const congedier = (): void => {
    appelant?.enfant.kill('SIGKILL');
    appelant = undefined;
  };

  const pret = async (): Promise<Appelant | undefined> => {
    if (appelant && appelant.enfant.exitCode === null && appelant.enfant.signalCode === null) return appelant;
    appelant = lancer(o.env);
    const premiere = await avant(DELAI_DEMARRAGE_MS, appelant.ligne());
    if (premiere !== undefined && premiere !== 'TROP_TARD') return appelant;
    congedier();
    return undefined;
  };

  const appeler = async (): Promise<ResultatSonde> => {
    const cible = o.cible();
    if ('issue' in cible) {
      demarrages = cible.raison === 'DEMARRAGE' ? demarrages + 1 : 0;
      return demarrages > DEMARRAGES_MAX ? { issue: 'ECHEC', raison: 'DEMARRAGE' } : cible;
    }
    demarrages = 0;
    const a = await pret();
    if (!a) return { issue: 'NON_MESURE', raison: 'SONDE_ARRETEE' };
    const callUuid = `sonde-${ulid()}`;
    a.enfant.stdin?.write(`${JSON.stringify({ callUuid, ...cible })}\n`);
    const ligne = await avant(o.delaiMs ?? DELAI_APPEL_MS, a.ligne());
    if (ligne === 'TROP_TARD') {
      congedier();
      return { issue: 'ECHEC', raison: 'SILENCE' };
    }
    const lue = ligne === undefined ? undefined : lireReponse(ligne);
    if (lue?.callUuid === callUuid) return lue;
    congedier();
    return { issue: 'NON_MESURE', raison: 'SONDE_ARRETEE' };
  };

  const alertes = async (): Promise<ParoleSvi | undefined> => {
    const adresse = o.sante();
    if (adresse === undefined) return undefined;
    try {
      const r = await fetch(`${adresse}/sante`, { signal: AbortSignal.timeout(DELAI_SANTE_MS) });
      const lue = santeSchema.safeParse(await r.json());
      if (!lue.success) return undefined;
      const { travailleur, alertes: dites } = lue.data;
      return {
        travailleur,
        alertes: dites.map(({ code, depuis }) => ({ quoi: ALERTES_SVI[code] ?? 'AUTRE', depuis })),
      };
    } catch {
      return undefined;
    }
  };

  /** [DI-1] The operator calls back, and signs, the address that the SVI is known by. */
  const essayer = async (essai: Instant): Promise<ResultatLancement> => {
    const cible = o.cible();
    if ('issue' in cible) return { issue: 'NON_MESURE', raison: cible.raison };
    const a = await pret();
    if (!a) return { issue: 'NON_MESURE', raison: 'SONDE_ARRETEE' };
    a.enfant.stdin?.write(`${JSON.stringify({ essai, origine: cible.origine })}\n`);
    const ligne = await avant(o.delaiMs ?? DELAI_APPEL_MS, a.ligne());
    const lue = ligne === undefined || ligne === 'TROP_TARD' ? undefined : lireLancement(ligne);
    if (lue?.essai === essai) return lue;
    congedier();
    return ligne === 'TROP_TARD'
      ? { issue: 'ECHEC', raison: 'API_MUETTE' }
      : { issue: 'NON_MESURE', raison: 'SONDE_ARRETEE' };
  };

  return {
    appeler,
    ...(o.exterieure ? { lancer: essayer } : {}),
    alertes,
    arreter: async () => {
      const enfant = appelant?.enfant;
      if (!enfant || enfant.exitCode !== null || enfant.signalCode !== null) return;
      const mort = new Promise<void>((ok) => enfant.once('exit', () => ok()));
      congedier();
      await mort;
    },
  };
};
