import { setTimeout as delai } from 'node:timers/promises';
import { instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { type Alea, creerAlea } from '#shared/testing/alea';
import { type OptionsAppelSimule, simulerAppel } from '../../simulator/appel';
import { JETON } from '../atelier';
import { CODES_AIDES, COUPLES, idIntervenant, SEULS, USAGERS } from './ville';

/** A 1 or a 2 that was keyed at the question of the direction, for whom; `entendue`: its confirmation was spoken. */
export type Frappe = { sens: 'ARRIVEE' | 'DEPART'; usagers: readonly (string | undefined)[]; entendue: boolean };

/** A call as its caller lived it: what the service must hold in the end is judged against this alone. */
export type AppelVecu = {
  id: string;
  /** [PT-2] */
  instant: Instant;
  intervenantId: string | undefined;
  frappes: Frappe[];
  /** The service was told that the call is over, and answered. */
  clos: boolean;
  nouveauxEssais: number;
  /** What no caller must ever live: a sentence that leads nowhere, another answer to the same request. */
  plaintes: string[];
};

type Question = 'CODE' | 'CHOIX' | 'BENEFICIAIRE' | 'SENS' | 'CONFIRME';

/** What is asked, by ear. The last sentence is the question; a choice between usagers is told by its list. */
const QUESTIONS: readonly (readonly [Question, RegExp])[] = [
  ['CONFIRME', /Pour corriger, tapez 9/],
  ['SENS', /Arrivée, tapez 1\. Départ, tapez 2/],
  ['BENEFICIAIRE', /code du bénéficiaire/],
  ['CODE', /apez votre code/],
  ['CHOIX', /Pour .+, tapez \d/],
];
const entendre = (phrases: readonly string[]): Question | undefined => {
  const fin = phrases.at(-1) ?? '';
  return QUESTIONS.find(([, mots]) => mots.test(fin))?.[0];
};

const CONFIRMATION = /^(Arrivée enregistrée|Départ enregistré) à \d/;
const MASQUES = ['anonymous', '266696687', ''] as const;

type Humeur = {
  de: string;
  attendus: readonly string[];
  codeFaux: number;
  options: Partial<OptionsAppelSimule>;
};

/** Where she calls from: the usager's own number, a couple's, a withheld or an unknown one. */
const tirerHumeur = (alea: Alea, patience: number): Humeur => {
  const options: Partial<OptionsAppelSimule> = {
    repeter: alea.chance(0.15),
    silence: alea.chance(0.5) ? 'redirect' : 'digits-vides',
    // Few give up while the service is down; whoever does has heard nothing, and the punch may be there or not.
    essais: alea.chance(0.06) ? alea.entier(0, 2) : patience,
    delaiEssaiMs: 50,
  };
  const lieu = alea.fraction();
  if (lieu < 0.45) {
    const u = alea.parmi(SEULS);
    return { de: u?.numero ?? '', attendus: u ? [u.id] : [], codeFaux: 0, options };
  }
  if (lieu < 0.7) return { de: alea.parmi(COUPLES)?.[0]?.numero ?? '', attendus: [], codeFaux: 0, options };
  // Wrong codes come from numbers that nobody knows: the refusal of bursts closes no usager's number.
  const codeFaux = alea.chance(0.3) ? alea.entier(1, 3) : 0;
  const inconnu = `336399800${String(alea.entier(0, 99)).padStart(2, '0')}`;
  return { de: alea.chance(0.6) ? alea.choix(MASQUES) : inconnu, attendus: [], codeFaux, options };
};

export type Appelant = {
  url: string;
  /** Caller's number, and seed of the run: the same give the same draws. */
  numero: number;
  graine: number;
  /** Milliseconds between two keys, at most. */
  lenteur: number;
  /** Tries before a patient caller's network gives up. */
  patience: number;
  /** Each answer that was listened to. */
  surReponse: () => void;
};

/** Calls one after the other until `fini`; the last one goes to its end. */
export const appeler = async function* (a: Appelant, fini: () => boolean): AsyncGenerator<AppelVecu> {
  const alea = creerAlea(a.graine * 1009 + a.numero);
  for (let n = 0; !fini(); n += 1) yield await unAppel(a, alea, `${a.graine}-${a.numero}-${n}`);
};

const unAppel = async (a: Appelant, alea: Alea, id: string): Promise<AppelVecu> => {
  const { de, attendus, options, codeFaux } = tirerHumeur(alea, a.patience);
  const code = alea.parmi(CODES_AIDES) ?? '';
  const debut = new Date();
  const vecu: AppelVecu = {
    id,
    instant: instantDe(debut.getTime()),
    intervenantId: undefined,
    frappes: [],
    clos: false,
    nouveauxEssais: 0,
    plaintes: [],
  };
  let faux = codeFaux;
  let usagers: readonly (string | undefined)[] = attendus;

  const auCode = (): string => {
    if (faux > 0) {
      faux -= 1;
      return alea.chance(0.3) ? alea.choix(['12', '*', '99999']) : '00000';
    }
    vecu.intervenantId = idIntervenant(code);
    return code;
  };
  const auChoix = (phrases: readonly string[]): string => {
    const offerts = phrases.flatMap((p) => {
      const lu = /^Pour (\S+) .*, tapez (\d)/.exec(p);
      const u = USAGERS.find((x) => x.prenom === lu?.[1]);
      return u && lu ? [{ touche: lu[2] ?? '', id: u.id }] : [];
    });
    if (alea.chance(0.4)) {
      usagers = offerts.map((o) => o.id);
      return '0';
    }
    const choisi = alea.parmi(offerts);
    usagers = choisi ? [choisi.id] : [];
    return choisi?.touche ?? '';
  };
  const auBeneficiaire = (): string => {
    usagers = [undefined];
    const quoi = alea.fraction();
    if (quoi < 0.25) return '#';
    if (quoi < 0.4) return '000000';
    const u = alea.parmi(USAGERS);
    usagers = [u?.id];
    return u?.code ?? '';
  };
  const auSens = (): string => {
    const touche = alea.choix(['1', '2']);
    vecu.frappes.push({ sens: touche === '1' ? 'ARRIVEE' : 'DEPART', usagers, entendue: false });
    return touche;
  };

  const repondre = async (phrases: readonly string[]): Promise<string | undefined> => {
    a.surReponse();
    await delai(alea.entier(0, a.lenteur));
    const question = entendre(phrases);
    if (question === undefined) {
      vecu.plaintes.push(`question inconnue : ${phrases.join(' | ')}`);
      return undefined;
    }
    if (question === 'CONFIRME') return alea.chance(0.2) ? '9' : alea.chance(0.3) ? '' : undefined;
    if (alea.chance(0.04)) return undefined;
    if (alea.chance(0.05)) {
      // Silence at BENEFICIAIRE counts as a try: the third goes on with nobody.
      if (question === 'BENEFICIAIRE') usagers = [undefined];
      return '';
    }
    if (question === 'CODE') return auCode();
    if (question === 'CHOIX') return auChoix(phrases);
    if (question === 'BENEFICIAIRE') return auBeneficiaire();
    return alea.chance(0.04) ? '7' : auSens();
  };

  const commun = { origin: a.url, authToken: JETON, de: de.replace('+', ''), callUuid: id, debut };
  const appel = await simulerAppel({ ...commun, ...options, touches: repondre });
  vecu.nouveauxEssais = appel.nouveauxEssais;
  if (!appel.repetitionsIdentiques) vecu.plaintes.push('deux réponses à la même requête');
  const confirmations = appel.dit.filter((p) => CONFIRMATION.test(p));
  if (confirmations.length > vecu.frappes.length) vecu.plaintes.push('confirmation sans frappe');
  for (const [i, phrase] of confirmations.entries()) {
    const frappe = vecu.frappes[i];
    if (!frappe) continue;
    frappe.entendue = true;
    if (phrase.startsWith('A') !== (frappe.sens === 'ARRIVEE')) vecu.plaintes.push(`sens dit : ${phrase}`);
  }
  if (appel.issue !== 'ECHEC_HTTP') vecu.clos = true;
  else {
    // The network gave up on the call: it still tells its end, after a last repetition of the first request.
    const fin = { ...commun, essais: a.patience, delaiEssaiMs: 50, touches: () => undefined };
    vecu.clos = (await simulerAppel(fin)).issue !== 'ECHEC_HTTP';
  }
  return vecu;
};
