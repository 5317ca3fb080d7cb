import { maintenantMs } from '../base/horloge';
import { EchecHttp, envoyer } from '../serveur/api';
import { creerFile, type Lue } from './file-consultations';

// Outlives the account's data: who signs out without the network would take what she has read out of the audit log. It leaves at her
// next contact from this PC; ids and hours only.
const CLE = (identifiant: string): string => `tg.consultations.${identifiant}`;
/** Readings that follow each other leave together. */
const ATTENTE_MS = 5_000;

const file = creerFile({
  lire: (identifiant) => localStorage.getItem(CLE(identifiant)),
  ecrire: (identifiant, texte) => {
    if (texte === undefined) localStorage.removeItem(CLE(identifiant));
    else localStorage.setItem(CLE(identifiant), texte);
  },
  envoyer: async (consultations, identifiant) => {
    try {
      await envoyer('/api/audit/consultations', { consultations }, identifiant);
    } catch (e) {
      if (!(e instanceof EchecHttp) || e.statut !== 400) throw e;
    }
  },
  seul: async (travail) => {
    await navigator.locks.request('tg.consultations', travail);
  },
  maintenantMs,
});

/** Sends what waits of an account: at each contact with the server, whatever the browser says of the network. */
export const envoyerConsultations = file.envoyer;

/** How many readings of an account the server does not have. */
export const lecturesEnAttente = file.enAttente;

/** No session of this account will ever take them: the account is over. */
export const oublierConsultations = (identifiant: string): void => localStorage.removeItem(CLE(identifiant));

let minuteur: ReturnType<typeof setTimeout> | undefined;

/** An usager's file, or an aide's telephone number, is on the screen of this account. */
export const noterConsultation = (identifiant: string, lue: Lue): void => {
  if (!file.noter(identifiant, lue)) return;
  clearTimeout(minuteur);
  minuteur = setTimeout(() => void envoyerConsultations(identifiant), ATTENTE_MS);
};
