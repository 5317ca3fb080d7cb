import type { Logger } from 'pino';
import { instantDe } from '#shared/temps/paris';
import type { Alertes } from '../alertes';
import type { Annuaire } from '../annuaire/annuaire';
import { avecDelai, type Horloge, instantA, periodiquement } from '../horloge';
import type { Entree } from '../journal/entree';
import type { Journal, Repris } from '../journal/journal';
import type { Contexte, EtatAppel, Transition } from '../svi/etat';
import { avancer, commencer, interrompre, interrompreAuDepart, redemander } from '../svi/machine';
import { estEssai } from '../svi/sonde';
import { contexteDe, type Telephones } from './contexte';
import { debutAppel } from './debut';
import { reglerEchecs } from './echecs';
import { direLesChangements } from './fautes';
import type { RequeteAppel } from './formulaire';
import type { Jetons } from './jeton';
import { type AppelConnu, aSonTour, memoireAppels } from './memoire';
import { compterRafales } from './rafales';
import { retenir } from './retenue';
import type { ChercherTraces } from './traces';
import { REPONSE_EXCUSES, REPONSE_VIDE, reponseXml } from './xml';

const BALAYAGE_MS = 1_000;
/** A worker that stops does not wait longer than that for CouchDB to say what became of its failed calls. */
const ARRET_MS = 1_500;
const SOUFFRANCE_MAX = 1000;
/** Answers kept of one call; a call has some ten steps. */
const REPONSES_MAX = 100;

export type Seuils = {
  /** Wrong codes an hour from one number, beyond which a wrong code ends its call. */
  rafale: number;
  /** Wrong codes an hour of all the calls together that no number says whose, beyond which a wrong code ends such a call. */
  rafaleMasques: number;
  ecartHorlogeS: number;
  /** A call unheard of for so long has ended: the webhook of its end was lost, or went to another worker. */
  appelOublieS: number;
  /** How long a failed call is held back. */
  delaiEchecS: number;
};

export type ServiceAppels = {
  journal: Journal;
  /** One webhook; always an XML that speaks, whatever happens. */
  traiter: (requete: RequeteAppel) => Promise<string>;
  enCours: () => number;
  /** Failed calls that the disk refused, kept in memory until it accepts them. */
  enSouffrance: () => number;
  /** Failed calls held back until it is certain that they failed. */
  retenus: () => number;
  /** Settles them without waiting any longer, where CouchDB answers soon: whoever reads the store meanwhile finds them. */
  reglerAvantArret: () => Promise<void>;
  arreter: () => Promise<void>;
};

export type OptionsAppels = {
  ouvrirJournal: (instantane: () => Entree[]) => Promise<Journal & { repris: Repris }>;
  annuaire: () => Annuaire;
  telephones: Telephones;
  jetons: Jetons;
  chercherTraces: ChercherTraces;
  seuils: Seuils;
  /** Public URL of a step. */
  urlEtape: (jeton: string) => string;
  /** [DI-1] Where outside checks come from. */
  numeroSonde?: string | undefined;
  alertes: Alertes;
  horloge: Horloge;
  /** Holds an answer back for that many milliseconds, or until the worker stops. */
  patienter: (ms: number, signal: AbortSignal) => Promise<unknown>;
  log: Logger;
};

/** Drives the machine: finds the state, advances it, makes durable what must be, and only then answers. */
export const servirAppels = async (o: OptionsAppels): Promise<ServiceAppels> => {
  const { horloge, log, seuils, alertes, jetons, patienter, numeroSonde } = o;
  const fin = new AbortController();
  let instantane: () => Entree[] = () => [];
  const { repris, ...journal } = await o.ouvrirJournal(() => instantane());
  const memoire = memoireAppels(repris.appels, log);
  const rafales = compterRafales({ numero: seuils.rafale, sansNom: seuils.rafaleMasques }, repris.codesErrones);
  alertes.constater('JOURNAL_ABIME', repris.lignesAbimees > 0);
  instantane = () => [
    ...memoire.instantane().map((appel): Entree => ({ documents: [], appel })),
    { documents: [], codesErrones: rafales.recents(horloge()) },
  ];
  const souffrance = new Set<AppelConnu>();

  const contexte = (appel: Parameters<typeof estEssai>[0] & Pick<EtatAppel, 'instant'>, touches: string): Contexte => {
    const essai = estEssai(appel, touches, numeroSonde) ? numeroSonde : undefined;
    const rafale = (connu: boolean): boolean => rafales.serree({ numero: appel.numero, connu }, horloge());
    return contexteDe(appel, o.annuaire(), o.telephones, rafale, essai);
  };
  const constaterRafale = (code: 'RAFALE' | 'RAFALE_MASQUES', vrai: boolean): void =>
    alertes.constater(code, vrai, () => rafales.constat(horloge()));

  const usagerSur = (etat: EtatAppel, c: Contexte): string | undefined => {
    if (etat.usagers.length === 1) return etat.usagers[0];
    const connus = etat.numero === undefined ? [] : c.usagersDuNumero(etat.numero);
    return connus.length === 1 ? connus[0]?.id : undefined;
  };

  /**
   * Documents and memory after a transition; nothing counts before the journal has it. Gives how long the answer is held
   * back, in milliseconds: it is the same words however late, so that a repeated request is answered alike by every worker.
   */
  const garder = async (appel: AppelConnu, t: Transition, c: Contexte, fini: boolean): Promise<number> => {
    const recu = instantA(horloge);
    const { numero } = t.etat;
    const connu = numero !== undefined && c.usagersDuNumero(numero).length > 0;
    const entree = retenir(appel.memoire, t, { usagerId: usagerSur(t.etat, c), connu, recu, fini, numeroSonde });
    let attenteMs = 0;
    for (const _ of entree.codesErrones ?? []) {
      rafales.noter({ numero, connu }, horloge());
      attenteMs = rafales.attenteMs({ numero, connu }, horloge());
      if (numero !== undefined && rafales.serree({ numero, connu: true }, horloge())) constaterRafale('RAFALE', true);
      if (rafales.sansNomEnRafale(horloge())) constaterRafale('RAFALE_MASQUES', true);
    }
    await journal.ajouter(entree);
    appel.memoire = entree.appel;
    if (entree.appel.fini) memoire.terminer(t.etat.appelId);
    return attenteMs;
  };

  /** The same step answered with another key after its punch was recorded: what was recorded stands [PT-6]. */
  const selonEnregistre = (appel: AppelConnu, etat: EtatAppel, t: Transition, c: Contexte): Transition => {
    for (const effet of t.effets) {
      if (effet.type !== 'POINTER') continue;
      for (const p of effet.pointages) {
        const deja = appel.memoire?.pointages.find((m) => m.id === p.id);
        if (deja && deja.sens !== p.sens) {
          return avancer(etat, { type: 'TOUCHES', touches: deja.sens === 'ARRIVEE' ? '1' : '2' }, c);
        }
      }
    }
    return t;
  };

  const arrivee = (appelId: string, r: RequeteAppel) => {
    const instant = debutAppel(r, instantA(horloge), { ecartMaxS: seuils.ecartHorlogeS, alertes, log });
    return { appelId, instant, ...(r.numero === undefined ? {} : { numero: r.numero }) };
  };
  const etatPorte = (appelId: string, r: RequeteAppel): EtatAppel | undefined =>
    r.fin || r.jeton === undefined ? undefined : jetons.ouvrir(r.jeton, appelId);

  type Reponse = { xml: string; attenteMs: number };
  const aussitot = (xml: string): Reponse => ({ xml, attenteMs: 0 });

  const repondre = async (appelId: string, r: RequeteAppel, appel: AppelConnu): Promise<Reponse> => {
    const porte = etatPorte(appelId, r);
    const etat = porte ?? appel.memoire?.etat;
    // Of a call that is under way, the start is known: the clocks were compared when it began.
    const depart = etat ?? arrivee(appelId, r);
    const c = contexte(depart, r.touches);

    if (r.fin) {
      if (appel.memoire?.fini) return aussitot(REPONSE_VIDE);
      const t = etat ? avancer(etat, { type: 'RACCROCHE' }, c) : interrompreAuDepart(depart, 'RACCROCHE');
      await garder(appel, t, c, true);
      return aussitot(REPONSE_VIDE);
    }
    const t = porte
      ? selonEnregistre(appel, porte, avancer(porte, { type: 'TOUCHES', touches: r.touches }, c), c)
      : etat
        ? redemander(etat, c)
        : commencer(depart, c);
    const attenteMs = await garder(appel, t, c, false);
    return { xml: reponseXml(t.effets, o.urlEtape(jetons.sceller(t.etat))), attenteMs };
  };

  /** An exception must not be a silence: the aide hears an apology, and the failed call is kept. */
  const excuser = async (appelId: string, r: RequeteAppel, appel: AppelConnu, erreur: unknown): Promise<Reponse> => {
    log.error({ alerte: 'APPEL_EN_ERREUR', appelId, err: erreur }, 'appel interrompu par une erreur');
    const etat = etatPorte(appelId, r) ?? appel.memoire?.etat;
    const issue = r.fin ? 'RACCROCHE' : 'ERREUR';
    const t = etat ? interrompre(etat, issue) : interrompreAuDepart(arrivee(appelId, r), issue);
    const suite = { usagerId: undefined, connu: true, recu: instantA(horloge), fini: r.fin, numeroSonde };
    const entree = retenir(appel.memoire, t, suite);
    appel.memoire = entree.appel;
    if (entree.appel.fini) memoire.terminer(appelId);
    await journal.ajouter(entree).catch(() => souffrance.size < SOUFFRANCE_MAX && souffrance.add(appel));
    return aussitot(r.fin ? REPONSE_VIDE : REPONSE_EXCUSES);
  };

  const traiter = async (r: RequeteAppel): Promise<string> => {
    const { appelId } = r;
    if (appelId === undefined) {
      log.error({ alerte: 'SANS_IDENTIFIANT' }, 'requête signée sans CallUUID : rien ne peut être enregistré');
      return r.fin ? REPONSE_VIDE : REPONSE_EXCUSES;
    }
    const appel = memoire.obtenir(appelId);
    const { xml, attenteMs } = await aSonTour(appel, async () => {
      const deja = appel.reponses.get(r.cle);
      if (deja !== undefined) return aussitot(deja);
      const reponse = await repondre(appelId, r, appel).catch((e: unknown) => excuser(appelId, r, appel, e));
      appel.reponses.set(r.cle, reponse.xml);
      const [premiere] = appel.reponses.keys();
      if (appel.reponses.size > REPONSES_MAX && premiere !== undefined) appel.reponses.delete(premiere);
      return reponse;
    });
    // Out of its turn: the hang-up of the same call, and the same request again, do not wait.
    if (attenteMs > 0) await patienter(attenteMs, fin.signal);
    return xml;
  };

  const balayer = async (): Promise<void> => {
    for (const appel of souffrance) {
      try {
        if (appel.memoire) await journal.ajouter({ documents: [], appel: appel.memoire });
      } catch {
        break;
      }
      souffrance.delete(appel);
    }
    for (const appelId of memoire.oublies(instantDe(horloge() - seuils.appelOublieS * 1000))) {
      const { memoire: connu } = memoire.obtenir(appelId);
      if (!connu) continue;
      const r: RequeteAppel = {
        appelId,
        numero: connu.etat.numero,
        sessionStart: undefined,
        touches: '',
        fin: true,
        jeton: undefined,
        cle: `oublie ${connu.vuLe}`,
      };
      await traiter(r);
    }
    constaterRafale('RAFALE', rafales.enCours(horloge()));
    constaterRafale('RAFALE_MASQUES', rafales.sansNomEnRafale(horloge()));
  };
  const regler = (delaiMs: number, signal: AbortSignal): Promise<void> =>
    reglerEchecs({ memoire, journal, chercher: o.chercherTraces, delaiMs, horloge, log, signal });
  const recommencer = (quoi: string, faire: () => Promise<void>) =>
    periodiquement(BALAYAGE_MS, direLesChangements(log, quoi, faire), (e) => log.error({ err: e }, quoi));
  const balayage = recommencer('balayage des appels', balayer);
  const reglement = recommencer('règlement des appels échoués', () => regler(seuils.delaiEchecS * 1000, fin.signal));

  return {
    traiter,
    journal,
    enCours: memoire.enCours,
    enSouffrance: () => souffrance.size,
    retenus: () => memoire.retenus().length,
    reglerAvantArret: () => avecDelai(fin.signal, ARRET_MS, (signal) => regler(0, signal)),
    arreter: async () => {
      fin.abort();
      await Promise.all([balayage.arreter(), reglement.arreter()]);
      await balayer().catch(() => undefined);
      await journal.fermer();
    },
  };
};
