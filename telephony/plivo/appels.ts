import type { Logger } from 'pino';
import type { Antenne } from '#shared/contrats/commun';
import { dateParis, ecartSecondes, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Annuaire } from '../annuaire/annuaire';
import { type Horloge, instantA } from '../horloge';
import type { Entree, MemoireAppel } from '../journal/entree';
import type { Journal } from '../journal/journal';
import type { Contexte, EtatAppel, Transition } from '../svi/etat';
import { avancer, commencer, redemander } from '../svi/machine';
import { CODE_SONDE, contexteSonde, estSonde } from '../svi/sonde';
import { documentAppel, documentPointage } from './documents';
import type { RequeteAppel } from './formulaire';
import type { Jetons } from './jeton';
import { type AppelConnu, memoireAppels } from './memoire';
import { compterRafales } from './rafales';
import { REPONSE_EXCUSES, REPONSE_VIDE, reponseXml } from './xml';

/** A gap over two minutes between SessionStart and our clock is an alert: one of the two clocks is wrong. */
const ECART_ALERTE_S = 120;
/** A call whose end never came is ended after that: the webhook of its hang-up was lost. */
const APPEL_OUBLIE_MS = 20 * 60_000;
const BALAYAGE_MS = 10_000;
const SOUFFRANCE_MAX = 1000;

export type ServiceAppels = {
  /** One webhook; always an XML that speaks, whatever happens. */
  traiter: (requete: RequeteAppel) => Promise<string>;
  enCours: () => number;
  /** Failed calls that the disk refused, kept in memory until it accepts them. */
  enSouffrance: () => number;
  arreter: () => Promise<void>;
};

export type OptionsAppels = {
  ouvrirJournal: (instantane: () => MemoireAppel[]) => Promise<Journal>;
  annuaire: () => Annuaire;
  telephones: Partial<Record<Antenne | 'CENTRAL', string>>;
  jetons: Jetons;
  /** Public URL of a step. */
  urlEtape: (jeton: string) => string;
  horloge: Horloge;
  log: Logger;
};

/** Drives the machine: finds the state, advances it, makes durable what must be, and only then answers. */
export const servirAppels = async (o: OptionsAppels): Promise<ServiceAppels & { journal: Journal }> => {
  let instantane: () => MemoireAppel[] = () => [];
  const journal = await o.ouvrirJournal(() => instantane());
  const memoire = memoireAppels(journal.appelsRepris(), o.log);
  instantane = memoire.instantane;
  const rafales = compterRafales(() =>
    o.log.error({ alerte: 'RAFALE' }, 'rafale de codes erronés depuis un même numéro'),
  );
  const souffrance: Entree[] = [];

  const telephoneAntenne: Contexte['telephoneAntenne'] = (antenne) =>
    (antenne ? o.telephones[antenne] : undefined) ?? o.telephones.CENTRAL;

  const contexte = (appelId: string, instant: Instant, numero: string | undefined): Contexte => {
    if (estSonde(appelId)) return contexteSonde(telephoneAntenne);
    const annuaire = o.annuaire();
    const date = dateParis(instant);
    return {
      // The synthetic call's code opens nothing else, even if some file gave it to an aide.
      intervenantDuCode: (code) => (code === CODE_SONDE ? undefined : annuaire.intervenantDuCode(code, date)),
      intervenant: annuaire.intervenant,
      usagerDuCode: annuaire.usagerDuCode,
      usagersDuNumero: annuaire.usagersDuNumero,
      telephoneAntenne,
      rafale: rafales.bloque(numero, o.horloge()),
    };
  };

  /**
   * [PT-2] The call's start: SessionStart, which every request of the call repeats, so that a first request that was
   * lost and sent again gives the same instant; our clock where it is missing, or too far from ours to be believed.
   */
  const debut = (r: RequeteAppel, recu: Instant): Instant => {
    if (r.sessionStart === undefined) return recu;
    const ecart = ecartSecondes(r.sessionStart, recu);
    if (Math.abs(ecart) > ECART_ALERTE_S) {
      if (!r.fin)
        o.log.error({ alerte: 'HORLOGE', appelId: r.appelId, ecart }, 'SessionStart et notre horloge diffèrent');
      return recu;
    }
    // A call cannot have begun after we heard of it.
    return ecart < 0 ? recu : r.sessionStart;
  };

  const usagerSur = (etat: EtatAppel, c: Contexte): string | undefined => {
    if (etat.usagers.length === 1) return etat.usagers[0];
    const connus = etat.numero === undefined ? [] : c.usagersDuNumero(etat.numero);
    return connus.length === 1 ? connus[0]?.id : undefined;
  };

  /** Documents and memory after a transition; nothing counts before the journal has it. */
  const retenir = async (
    appel: AppelConnu,
    t: Transition,
    c: Contexte,
    recu: Instant,
    fini: boolean,
  ): Promise<void> => {
    const avant = appel.memoire;
    const pointages = [...(avant?.pointages ?? [])];
    const sonde = estSonde(t.etat.appelId);
    const documents: Entree['documents'] = [];
    let echec = avant?.echec ?? false;
    for (const effet of t.effets) {
      if (effet.type === 'POINTER') {
        for (const p of effet.pointages) {
          if (pointages.some((deja) => deja.id === p.id)) continue; // [PT-6]
          documents.push(documentPointage(t.etat, p, recu));
          const { remplace: _, ...garde } = p;
          pointages.push(garde);
        }
      }
      if (effet.type === 'ECHOUER' && !echec && pointages.length === 0) {
        documents.push(documentAppel(t.etat, effet, usagerSur(t.etat, c), recu));
        echec = true;
      }
      if (effet.type === 'CODE_ERRONE' && !sonde) rafales.noter(t.etat.numero, o.horloge());
    }
    if (sonde) documents.length = 0;
    const suivante: MemoireAppel = { etat: t.etat, pointages, echec, fini: fini || (avant?.fini ?? false), vuLe: recu };
    await journal.ajouter({ documents, appel: suivante });
    appel.memoire = suivante;
    if (suivante.fini) memoire.terminer(t.etat.appelId);
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

  const repondre = async (appelId: string, r: RequeteAppel, appel: AppelConnu): Promise<string> => {
    const recu = instantA(o.horloge);
    const porte = r.fin || r.jeton === undefined ? undefined : o.jetons.ouvrir(r.jeton, appelId);
    const depart = { appelId, instant: debut(r, recu), ...(r.numero === undefined ? {} : { numero: r.numero }) };
    const etat = porte ?? appel.memoire?.etat;
    const c = contexte(appelId, etat?.instant ?? depart.instant, etat?.numero ?? r.numero);

    if (r.fin) {
      if (appel.memoire?.fini) return REPONSE_VIDE;
      const t: Transition = etat
        ? avancer(etat, { type: 'RACCROCHE' }, c)
        : {
            etat: { ...commencer(depart, c).etat, etape: 'FIN' },
            effets: [{ type: 'ECHOUER', etape: 'DEPART', issue: 'RACCROCHE' }],
          };
      await retenir(appel, t, c, recu, true);
      return REPONSE_VIDE;
    }
    const t = porte
      ? selonEnregistre(appel, porte, avancer(porte, { type: 'TOUCHES', touches: r.touches }, c), c)
      : etat
        ? redemander(etat, c)
        : commencer(depart, c);
    await retenir(appel, t, c, recu, false);
    return reponseXml(t.effets, o.urlEtape(o.jetons.sceller(t.etat)));
  };

  /** An exception must not be a silence: the aide hears an apology, and the failed call is kept. */
  const excuser = async (appelId: string, r: RequeteAppel, appel: AppelConnu, erreur: unknown): Promise<string> => {
    o.log.error({ alerte: 'APPEL_EN_ERREUR', appelId, err: erreur }, 'appel interrompu par une erreur');
    if (appel.memoire?.echec || (appel.memoire?.pointages.length ?? 0) > 0) return REPONSE_EXCUSES;
    const recu = instantA(o.horloge);
    const etat: EtatAppel = appel.memoire?.etat ?? {
      appelId,
      instant: debut(r, recu),
      ...(r.numero === undefined ? {} : { numero: r.numero }),
      etape: 'CODE',
      erreurs: 0,
      silences: 0,
      usagers: [],
      corrections: 0,
      pointages: [],
    };
    const etape = etat.etape === 'FIN' ? 'DEPART' : etat.etape;
    const fin: MemoireAppel = { etat: { ...etat, etape: 'FIN' }, pointages: [], echec: true, fini: false, vuLe: recu };
    appel.memoire = fin;
    const document = documentAppel(etat, { etape, issue: 'ERREUR' }, undefined, recu);
    const entree: Entree = { documents: estSonde(appelId) ? [] : [document], appel: fin };
    await journal.ajouter(entree).catch(() => {
      if (souffrance.length < SOUFFRANCE_MAX) souffrance.push(entree);
    });
    return REPONSE_EXCUSES;
  };

  const traiter = async (r: RequeteAppel): Promise<string> => {
    const { appelId } = r;
    if (appelId === undefined) {
      o.log.error({ alerte: 'SANS_IDENTIFIANT' }, 'requête signée sans CallUUID : rien ne peut être enregistré');
      return r.fin ? REPONSE_VIDE : REPONSE_EXCUSES;
    }
    const appel = memoire.obtenir(appelId);
    const travail = appel.tour.then(async () => {
      const deja = appel.reponses.get(r.cle);
      if (deja !== undefined) return deja;
      const xml = await repondre(appelId, r, appel).catch((e: unknown) => excuser(appelId, r, appel, e));
      appel.reponses.set(r.cle, xml);
      return xml;
    });
    appel.tour = travail.catch(() => undefined);
    return travail;
  };

  const balayer = async (): Promise<void> => {
    while (souffrance[0]) {
      try {
        await journal.ajouter(souffrance[0]);
      } catch {
        break;
      }
      souffrance.shift();
    }
    for (const appelId of memoire.oublies(instantDe(o.horloge() - APPEL_OUBLIE_MS))) {
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
  };
  let balayage: Promise<void> = Promise.resolve();
  const minuterie = setInterval(() => {
    balayage = balayage.then(balayer).catch((e: unknown) => o.log.error({ err: e }, 'balayage des appels'));
  }, BALAYAGE_MS);
  minuterie.unref();

  return {
    traiter,
    journal,
    enCours: memoire.enCours,
    enSouffrance: () => souffrance.length,
    arreter: async () => {
      clearInterval(minuterie);
      await balayage.then(balayer).catch(() => undefined);
      await journal.fermer();
    },
  };
};
