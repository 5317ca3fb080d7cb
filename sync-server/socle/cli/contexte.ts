import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import type { Antenne, Resultat } from '#shared/contrats/commun';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { type DateCivile, dateCivileSchema, type Mois, moisSchema } from '#shared/temps/types';
import { type Config, lireConfig } from '../../config';
import { horlogeSysteme } from '../../ports/horloge';
import type { Rattraper } from '../../ports/rattraper';
import { insister } from '../../store/grappe/insister';
import { affermirAttente, lireQuorum } from '../../store/grappe/quorum';
import { antennesAClore } from '../../store/lectures/antennes-a-clore';
import { lireIds, type Magasin, plageDuType } from '../../store/lire';
import type { MagasinOuvert } from '../../store/ouvrir';
import { pause } from '../../store/suivre';

/** As commander takes it: flags, description. */
export type Option = readonly [drapeaux: string, description: string];

/** A mistake of the person at the keyboard: its sentence is shown, without a stack. */
export class ErreurUsage extends Error {}

/** What a command runs in: the process's own, or a test's. */
export type Milieu = {
  env: Readonly<Record<string, string | undefined>>;
  sortie: Writable;
  erreurs: Writable;
};

/** A derived document that is not what it should be. */
export type DeriveFaux = { base: string; type: string; jour: DateCivile | undefined };

/** What the shell of the commands gives them of the rooms above. */
export type Coque = {
  /** Opened once by a command that counts: what it has read of the store serves again from one call to the next. */
  rattraper: (m: Magasin) => Rattraper;
  /** [FL-2] What is derived of some days is derived again: what differed, put right or only told. */
  revoirDerives: (m: Magasin, jours: readonly DateCivile[], ecrire: boolean) => Promise<Resultat<DeriveFaux[]>>;
};

export type ContexteCli = Milieu &
  Coque & {
    arguments: readonly (string | undefined)[];
    options: Readonly<Record<string, string | boolean | undefined>>;
    config: Config;
    json: boolean;
    /** What the end of the command is told from. */
    bilan: { sansQuorum: boolean };
    /** Told where nothing was ever imported. */
    surImport: boolean;
    /** The store, being opened while the command's module loads. */
    avance: { magasin?: Promise<MagasinOuvert> | undefined };
    /** Standard output: results. */
    ecrire: (texte: string) => void;
    /** Standard error: progress, refusals. */
    dire: (texte: string) => void;
  };

export const creerContexte = (
  args: ContexteCli['arguments'],
  options: ContexteCli['options'],
  milieu: Milieu,
  coque: Coque,
  surImport = false,
): ContexteCli => ({
  ...milieu,
  ...coque,
  arguments: args,
  options,
  config: lireConfig(milieu.env),
  json: options.json === true,
  bilan: { sansQuorum: false },
  surImport,
  avance: {},
  ecrire: (texte) => milieu.sortie.write(`${texte}\n`),
  dire: (texte) => milieu.erreurs.write(`${texte}\n`),
});

/** Prints a use case's answer, or its refusal; the exit code of the command. */
export const rendre = <T>(c: ContexteCli, r: Resultat<T>, enTexte: (valeur: T) => readonly string[]): number => {
  if (!r.ok) {
    if (c.json) c.ecrire(JSON.stringify({ refus: r.refus }));
    c.dire(r.refus.message);
    return 1;
  }
  c.ecrire(c.json ? JSON.stringify(r.valeur) : enTexte(r.valeur).join('\n'));
  return 0;
};

export const option = (c: ContexteCli, nom: string): string | undefined => {
  const v = c.options[nom];
  return typeof v === 'string' && v !== '' ? v : undefined;
};

export const optionRequise = (c: ContexteCli, nom: string): string => {
  const v = option(c, nom);
  if (v === undefined) throw new ErreurUsage(`L’option --${nom} est nécessaire.`);
  return v;
};

export const argument = (c: ContexteCli, rang: number, quoi: string): string => {
  const v = c.arguments[rang];
  if (v === undefined || v === '') throw new ErreurUsage(`Il manque ${quoi}.`);
  return v;
};

export const lireMois = (texte: string): Mois => {
  const mois = moisSchema.safeParse(texte);
  if (!mois.success) throw new ErreurUsage(`« ${texte} » n’est pas un mois : écrivez AAAA-MM, par exemple 2026-10.`);
  return mois.data;
};

export const lireDate = (texte: string): DateCivile => {
  const date = dateCivileSchema.safeParse(texte);
  if (!date.success) throw new ErreurUsage(`« ${texte} » n’est pas une date : écrivez AAAA-MM-JJ.`);
  return date.data;
};

/** The antenna of `--antenne`, or all of them. Asked once the store is open: it says which there are. */
export const antennesVoulues = (c: ContexteCli): readonly Antenne[] => {
  const voulue = option(c, 'antenne')?.toUpperCase();
  if (voulue === undefined) return codesAntennes();
  const connue = codesAntennes().find((a) => a === voulue);
  if (!connue) throw new ErreurUsage(`Antenne « ${voulue} » inconnue : ${codesAntennes().join(', ')}.`);
  return [connue];
};

/** The antenna of `--antenne`, or those that this month is closed of. */
export const antennesVouluesDuMois = async (c: ContexteCli, m: Magasin, mois: Mois): Promise<readonly Antenne[]> =>
  option(c, 'antenne') === undefined ? antennesAClore(m, mois) : antennesVoulues(c);

/** Who acts, for the journal. */
export const auteur = (c: ContexteCli): string => option(c, 'auteur') ?? `CLI:${userInfo().username}`;

/** A node that restarts is back within so many tries, a second apart. */
const ESSAIS_QUORUM = 10;

/** What was written without the quorum of a cluster, sent again for some seconds; false where it still waits. */
const confirmer = async (m: Magasin): Promise<boolean> => {
  for (let essai = 1; lireQuorum(m).enAttente > 0; essai += 1) {
    if (await affermirAttente(m).catch(() => false)) return true;
    if (essai >= ESSAIS_QUORUM) return false;
    await pause(1_000);
  }
  return true;
};

const ouvrir = async (c: ContexteCli): Promise<MagasinOuvert> => {
  const { ouvrirMagasin } = await import('../../store/ouvrir');
  return ouvrirMagasin({ couchdbUrl: c.config.COUCHDB_URL, dataDir: c.config.DATA_DIR });
};

/** A refusal does not wait any longer for a store that was not asked for. */
const ATTENTE_MAX_MS = 2_000;

/**
 * Begins to open the store, for a command that asks for it unless it is badly typed. Gives it back where it was not asked for. A folder
 * that is not there yet is left to who asks for it: a mistake makes none.
 */
export const devancerMagasin = (c: ContexteCli): (() => Promise<void>) => {
  if (c.config.COUCHDB_URL === undefined && !existsSync(c.config.DATA_DIR)) return async () => undefined;
  const ouvert = ouvrir(c);
  // A failure is told by who asks for it.
  ouvert.catch(() => undefined);
  c.avance.magasin = ouvert;
  return async () => {
    if (c.avance.magasin === undefined) return;
    const rendu = ouvert.then((m) => m.fermer()).catch(() => undefined);
    await Promise.race([rendu, pause(ATTENTE_MAX_MS)]);
  };
};

/** Neither a file was taken nor a service taken over. */
const estVide = async (m: Magasin): Promise<boolean> => {
  if ((await lireIds(m, BASE_CENTRALE, { ...plageDuType('import'), limite: 1 })).length > 0) return false;
  const usagers = await Promise.all(
    basesAntennes().map((base) => lireIds(m, base, { ...plageDuType('usager'), limite: 1 })),
  );
  return usagers.every((ids) => ids.length === 0);
};

/** A command that was given another folder than the service's answers from an empty one: it must not pass for « nothing ». */
const direVide = ({ COUCHDB_URL, DATA_DIR }: Config): string =>
  COUCHDB_URL === undefined
    ? `Rien n’a encore été importé dans ${resolve(DATA_DIR)}. Si le service a ses données ailleurs, donnez-le par DATA_DIR, puis relancez.`
    : 'Rien n’a encore été importé dans ce CouchDB. Si le service a ses données ailleurs, donnez-le par COUCHDB_URL, puis relancez.';

/** Opens the store (CouchDB, or the embedded one, running or not), finishes what a crash left, works, gives it back. */
export const avecMagasin = async <T>(c: ContexteCli, travail: (m: Magasin) => Promise<T>): Promise<T> => {
  const { preparerBases } = await import('../../store/preparer-bases');
  const { rejouerImports } = await import('../../store/rejouer');
  const devance = c.avance.magasin;
  c.avance.magasin = undefined;
  const ouvert = await (devance ?? ouvrir(c));
  try {
    // A wrong address is said at once; once it has answered, a connection that is lost is tried again. The embedded store that
    // stops comes back at another address.
    await preparerBases(ouvert, horlogeSysteme());
    const magasin = c.config.COUCHDB_URL === undefined ? ouvert : insister(ouvert, pause);
    const { rejoues } = await rejouerImports(magasin, horlogeSysteme);
    if (rejoues.length > 0) c.dire(`Import interrompu, terminé : ${rejoues.join(', ')}.`);
    if (c.surImport && (await estVide(magasin))) c.dire(direVide(c.config));
    const r = await travail(magasin);
    c.bilan.sansQuorum ||= !(await confirmer(magasin));
    return r;
  } finally {
    await ouvert.fermer();
  }
};
