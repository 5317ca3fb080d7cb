import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { dateParis, epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Annuaire } from '../annuaire/annuaire';
import type { Config } from '../config';
import type { Magasin } from '../couchdb';
import { attendre, type Horloge, instantA } from '../horloge';
import type { Entree } from '../journal/entree';
import type { Journal } from '../journal/journal';
import { apiPlivo, compteDe } from '../plivo/compte/api';
import { releverAppels } from '../plivo/compte/releve-appels';
import { type Bilan, type PortsRapprochement, rapprocher } from './rapprocher';
import { ecrireRepere, lireRepere } from './repere';
import { chercherAppels } from './traces';

const PREMIER_PASSAGE_MS = 60_000;
const PERIODE_MS = 3_600_000;
const APRES_ECHEC_MS = 5 * 60_000;
const MARGE_OUBLI_MIN = 15;
/** Three passages missed. */
const RETARD_MS = 3 * PERIODE_MS;

export type EtatRapprochement =
  | { actif: false; raison: string }
  | {
      actif: true;
      enCours: boolean;
      /** Every call that ended before that has been compared. */
      jusqua?: Instant;
      dernierPassage?: Instant;
      dernierSucces?: Instant;
      /** Of the last passage that came to its end. */
      compares: number;
      manquants: number;
      illisibles: number;
      derniereErreur?: { code: string; message: string };
      enRetard: boolean;
    };

/** What the operator's interface last answered to this worker, and when. */
export type EtatOperateur =
  | { etat: 'inconnu' }
  | { etat: 'ok'; le: Instant }
  | { etat: 'panne'; le: Instant; code: string };
/** Refusals of ours: the operator has answered, or was not asked. */
const PAS_DE_L_OPERATEUR = new Set([
  'MAGASIN_INJOIGNABLE',
  'JOURNAL_REFUSE',
  'ERREUR',
  'FUSEAU_FAUX',
  'RELEVES_MOUVANTS',
]);

export type Rapprochement = {
  etat: () => EtatRapprochement;
  operateur: () => EtatOperateur;
  /** Now, or just after the passage that runs. */
  lancer: (depuis?: Instant) => Promise<Resultat<Bilan>>;
  arreter: () => Promise<void>;
};

type Options = {
  config: Config;
  /** The worker's own folder. */
  dossier: string;
  magasin: Magasin;
  journal: Pick<Journal, 'ajouter' | 'enAttente'>;
  /** Calls that the worker knows, as the journal keeps them. */
  memoire: () => readonly Entree[];
  annuaire: () => Annuaire;
  horloge: Horloge;
  log: Logger;
};

const connusIci = (o: Pick<Options, 'journal' | 'memoire'>): ReadonlySet<string> => {
  const connus = new Set<string>();
  for (const { appel } of o.memoire()) if (appel) connus.add(appel.etat.appelId);
  for (const { documents } of o.journal.enAttente()) {
    for (const { document: d } of documents) {
      const appelId = d.type === 'appel' ? d.id : d.appelId;
      if (appelId !== undefined) connus.add(appelId);
    }
  }
  return connus;
};

const eteint = (raison: string): Rapprochement => ({
  etat: () => ({ actif: false, raison }),
  operateur: () => ({ etat: 'inconnu' }),
  lancer: async () => refuser('RAPPROCHEMENT_ETEINT', `Le rapprochement est éteint. ${raison}`),
  arreter: async () => undefined,
});

/** Every hour, for as long as the worker runs, the operator's call records against what was received. */
export const tenirRapprochement = (o: Options): Rapprochement => {
  const { config, log, horloge } = o;
  const compte = compteDe(config);
  if (!compte.ok) {
    log.warn({ rapprochement: 'éteint' }, `rapprochement avec l’opérateur éteint : ${compte.refus.message}`);
    return eteint(compte.refus.message);
  }
  // A call whose end was lost leaves its failed call only once it is held to be over, by whichever worker had it.
  const delaiMinutes = Math.max(config.RAPPROCHEMENT_DELAI, Math.ceil(config.APPEL_OUBLIE_S / 60) + MARGE_OUBLI_MIN);
  if (config.PLIVO_NUMERO === undefined)
    log.warn({ rapprochement: 'tout le compte' }, 'PLIVO_NUMERO absent : tous les appels du compte sont rapprochés');
  const fin = new AbortController();
  const fichier = join(o.dossier, 'rapprochement.json');
  const api = apiPlivo(compte.valeur, { signal: fin.signal });
  const ports: PortsRapprochement = {
    relever: (f) => releverAppels(api, f, { fuseau: config.PLIVO_FUSEAU, numero: config.PLIVO_NUMERO }),
    chercher: chercherAppels(o.magasin, fin.signal),
    connusIci: () => connusIci(o),
    usagerDuNumero: (numero, instant) => {
      const usagers = o.annuaire().usagersDuNumero(numero, dateParis(instant));
      return usagers.length === 1 ? usagers[0]?.id : undefined;
    },
    ecrire: o.journal.ajouter,
    lireRepere: () => lireRepere(fichier),
    ecrireRepere: (jusqua) => ecrireRepere(fichier, jusqua),
    horloge,
    delaiMinutes,
    numeroSonde: config.PLIVO_SONDE_NUMERO,
  };

  const depart = horloge();
  let enCours = 0;
  let jusqua: Instant | undefined;
  let bilan: Omit<Bilan, 'jusqua'> = { compares: 0, manquants: 0, illisibles: 0 };
  let dernierPassage: Instant | undefined;
  let dernierSucces: Instant | undefined;
  let derniereErreur: { code: string; message: string } | undefined;
  let operateur: EtatOperateur = { etat: 'inconnu' };

  const passer = async (depuis: Instant | undefined): Promise<Resultat<Bilan>> => {
    dernierPassage = instantA(horloge);
    const fait = await rapprocher(ports, depuis).catch((e: unknown) => {
      log.error({ err: e }, 'rapprochement interrompu par une erreur');
      return refuser('ERREUR', 'Le rapprochement s’est interrompu : lisez le journal technique du SVI.');
    });
    const le = instantA(horloge);
    if (fait.ok || !PAS_DE_L_OPERATEUR.has(fait.refus.code))
      operateur = fait.ok ? { etat: 'ok', le } : { etat: 'panne', le, code: fait.refus.code };
    if (!fait.ok) {
      if (derniereErreur?.code !== fait.refus.code) log.warn({ rapprochement: fait.refus.code }, fait.refus.message);
      derniereErreur = fait.refus;
      return fait;
    }
    ({ jusqua, ...bilan } = fait.valeur);
    dernierSucces = instantA(horloge);
    derniereErreur = undefined;
    log.info({ rapprochement: bilan }, 'relevés de l’opérateur rapprochés');
    if (bilan.manquants > 0) log.error({ alerte: 'APPELS_SANS_TRACE', nombre: bilan.manquants }, 'appels jamais reçus');
    if (bilan.illisibles > 0)
      log.error({ alerte: 'RELEVES_ILLISIBLES', nombre: bilan.illisibles }, 'relevés illisibles');
    return fait;
  };

  // One passage at a time, by the hour or on demand.
  let tour: Promise<unknown> = Promise.resolve();
  const lancer = (depuis?: Instant): Promise<Resultat<Bilan>> => {
    enCours += 1;
    const travail = tour
      .then(() => passer(depuis))
      .finally(() => {
        enCours -= 1;
      });
    tour = travail;
    return travail;
  };

  const boucle = async (): Promise<void> => {
    const repere = await lireRepere(fichier);
    if (repere.etat === 'LU') jusqua = repere.jusqua;
    let attente = PREMIER_PASSAGE_MS;
    while (await attendre(attente, fin.signal)) attente = (await lancer()).ok ? PERIODE_MS : APRES_ECHEC_MS;
  };
  const travail = boucle();

  return {
    etat: () => {
      const retard = horloge() - (jusqua === undefined ? depart : epochMs(jusqua));
      return {
        actif: true,
        enCours: enCours > 0,
        ...(jusqua === undefined ? {} : { jusqua }),
        ...(dernierPassage === undefined ? {} : { dernierPassage }),
        ...(dernierSucces === undefined ? {} : { dernierSucces }),
        ...bilan,
        ...(derniereErreur === undefined ? {} : { derniereErreur }),
        enRetard: retard > RETARD_MS + delaiMinutes * 60_000,
      };
    },
    operateur: () => operateur,
    lancer,
    arreter: async () => {
      fin.abort();
      await travail;
      await tour;
    },
  };
};
