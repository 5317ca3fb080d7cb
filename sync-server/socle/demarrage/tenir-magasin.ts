import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { ulid } from 'ulid';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Verrou } from '#shared/contrats/store/marques';
import { ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { ErreurConfig } from '../../config';
import type { Horloge } from '../../ports/horloge';
import { ecrireUn } from '../../store/ecrire';
import type { Magasin, Stocke } from '../../store/lire';
import { lireType } from '../../store/types';
import { ecrireTenues, lireTenues } from './tenues';

const ID = 'verrou:serveur';
/** It writes to the store: seldom. One that has not been heard of for that long is dead, wherever it ran. */
const RENOUVELLEMENT_MS = 120_000;
const DUREE_MAX_SECONDES = 360;

/** The same folder of the same machine, which one service at a time holds: what it held is its own, however it ended. */
export const identiteServeur = async (dataDir: string): Promise<{ identite: string; hote: string }> => {
  const machine = await readFile('/etc/machine-id', 'utf8').catch(() => '');
  const hote = hostname();
  const identite = createHash('sha256')
    .update(`${machine}\n${hote}\n${resolve(dataDir)}`)
    .digest('hex')
    .slice(0, 26);
  return { identite, hote };
};

type Options = {
  identite: string;
  hote: string;
  /** What it keeps outside of the store. */
  dossier: string;
  renouvellementMs?: number;
  /** Another server has taken the store meanwhile: this machine slept, or was cut off. */
  perdu: (hote: string) => void;
};

const refus = (hote: string): ErreurConfig =>
  new ErreurConfig(
    `Un autre serveur, sur la machine « ${hote} », tient déjà ce magasin (COUCHDB_URL) : à deux, des envois et des factures se perdraient. Arrêtez-le (systemctl stop telegestion) ; s’il est mort sans le dire, celui-ci démarrera au bout de ${DUREE_MAX_SECONDES / 60} minutes. Une seconde machine ne porte que des SVI : deploy/README.md.`,
  );

const refusDossier = (dossier: string, hote: string): ErreurConfig =>
  new ErreurConfig(
    `« ${dossier} » (DATA_DIR) n’est pas le dossier du dernier serveur de ce magasin, qui était sur la machine « ${hote} » : l’archive, les envois et les factures y manquent, ou sont d’avant. Si cette machine sert encore ou peut servir, ici : systemctl disable --now telegestion, puis deploy/README.md, « Un seul serveur par magasin ». Si elle est perdue : telegestion restaurer <sauvegardes> --fichiers, dans un dossier neuf (docs/runbooks/restauration.md, « La machine d’application seule »).`,
  );

/** [decision 0162] A server that has just died where it was, or a copy of its folder, goes on from what it knew; an older folder does not. */
const exigerDossier = async (connu: Verrou | undefined, o: Options): Promise<void> => {
  if (connu?.tenue !== undefined && !(await lireTenues(o.dossier)).includes(connu.tenue))
    throw refusDossier(o.dossier, connu.hote);
};

/** Holds the store for one server, until what it gives is called; what it keeps outside of the store, another would not find. */
export const tenirMagasin = async (m: Magasin, horloge: Horloge, o: Options): Promise<() => Promise<void>> => {
  const dAutrui = (v: Verrou | undefined, maintenant: Instant): boolean =>
    v !== undefined &&
    !v.libre &&
    v.jeton !== o.identite &&
    Math.abs(ecartSecondes(v.depuis, maintenant)) < DUREE_MAX_SECONDES;
  const lire = (): Promise<Stocke<Verrou> | undefined> => lireType(m, 'verrou', ID, {});

  const connu = await lire();
  if (connu && dAutrui(connu, horloge())) throw refus(connu.hote);
  await exigerDossier(connu, o);
  const suite = connu?.jeton === o.identite ? connu.tenue : undefined;
  const tenue = suite ?? ulid();
  await ecrireTenues(o.dossier, [...new Set([...(connu?.tenue ? [connu.tenue] : []), tenue])]);
  let rev = connu?._rev;
  const ecrire = async (libre: boolean): Promise<boolean> => {
    const pris = { _id: ID, type: 'verrou', jeton: o.identite, pid: process.pid, hote: o.hote, tenue } as const;
    const doc = { ...pris, depuis: horloge(), libre, ...(rev === undefined ? {} : { _rev: rev }) };
    const ecrite = await ecrireUn(m, BASE_CENTRALE, doc);
    if (ecrite !== undefined) rev = ecrite;
    return ecrite !== undefined;
  };
  if (!(await ecrire(false))) throw refus((await lire())?.hote ?? '?');
  await ecrireTenues(o.dossier, [tenue]);

  let perdu = false;
  const renouveler = async (libre: boolean): Promise<void> => {
    if (perdu || (await ecrire(libre))) return;
    const la = await lire();
    rev = la?._rev;
    if (!la || la.jeton === o.identite) return;
    perdu = true;
    o.perdu(la.hote);
  };
  // One write at a time; a store that does not answer for a while is asked again at the next beat.
  let ecriture: Promise<void> = Promise.resolve();
  const minuteur = setInterval(() => {
    ecriture = ecriture.then(() => renouveler(false)).catch(() => undefined);
  }, o.renouvellementMs ?? RENOUVELLEMENT_MS);
  minuteur.unref();
  return async () => {
    clearInterval(minuteur);
    await ecriture;
    await renouveler(true).catch(() => undefined);
  };
};
