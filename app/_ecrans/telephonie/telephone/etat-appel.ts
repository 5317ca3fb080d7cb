import type { Appelant, PasFormation } from '#shared/contrats/exploitation/formation';
import type { Instant } from '#shared/temps/types';

/** One line of the conversation. */
export type Replique = { id: number; qui: 'SVI' | 'APPELANT' | 'LIGNE'; texte: string; instant: Instant };

export type EtatAppel = {
  /** REPOS: on the hook. APPEL: on line. FIN: hung up, the end is on its way. */
  phase: 'REPOS' | 'APPEL' | 'FIN';
  /** A step is on its way: keys wait. */
  occupe: boolean;
  /** Keys not yet sent. */
  saisie: string;
  repliques: readonly Replique[];
  appelant?: Appelant;
  pas?: PasFormation;
  erreur?: string;
};

export type Geste =
  | { type: 'APPELER'; appelant: Appelant; instant: Instant }
  | { type: 'PAS'; pas: PasFormation; instant: Instant }
  | { type: 'TOUCHE'; touche: string }
  | { type: 'ENVOYER'; envoi: string; reste: string; instant: Instant }
  | { type: 'RACCROCHER'; instant: Instant }
  | { type: 'ECHEC'; message: string; instant: Instant };

export const AU_REPOS: EtatAppel = { phase: 'REPOS', occupe: false, saisie: '', repliques: [] };

/**
 * Keys that make an answer, and those that follow it: as many as the question takes, or up to the pound key, which ends an
 * entry wherever it comes. Undefined: more keys may come.
 */
export const decouper = (
  saisie: string,
  attend: NonNullable<PasFormation['attend']>,
): { envoi: string; reste: string } | undefined => {
  const diese = saisie.indexOf('#');
  const taille = diese >= 0 && diese < attend.chiffres ? diese + 1 : attend.chiffres;
  return saisie.length >= taille ? { envoi: saisie.slice(0, taille), reste: saisie.slice(taille) } : undefined;
};

const dire = (e: EtatAppel, qui: Replique['qui'], textes: readonly string[], instant: Instant): Replique[] => [
  ...e.repliques,
  ...textes.map((texte, n) => ({ id: e.repliques.length + n, qui, texte, instant })),
];

/** « 7 1 2 4 8 »: keys one by one, as they are pressed. */
const espacer = (touches: string): string => [...touches].join(' ');

const FINS: Readonly<Record<NonNullable<PasFormation['issue']>, string>> = {
  RACCROCHE_SVI: 'Le service raccroche.',
  RACCROCHE_APPELANT: 'Appel terminé.',
  ECHEC_HTTP: 'La ligne est coupée : le service n’a pas répondu. Appelez de nouveau.',
};

const SAISIE_MAX = 20;

export const reduire = (e: EtatAppel, g: Geste): EtatAppel => {
  switch (g.type) {
    case 'APPELER':
      return {
        phase: 'APPEL',
        occupe: true,
        saisie: '',
        appelant: g.appelant,
        repliques: [{ id: 0, qui: 'LIGNE', texte: 'Vous appelez.', instant: g.instant }],
      };
    case 'PAS': {
      const repliques = dire(e, 'SVI', g.pas.phrases, g.instant);
      const suite = { ...e, pas: g.pas, repliques };
      if (g.pas.attend) return { ...suite, occupe: e.phase === 'FIN' };
      const fin = g.pas.issue ? [FINS[g.pas.issue]] : [];
      return { ...suite, phase: 'REPOS', occupe: false, saisie: '', repliques: dire(suite, 'LIGNE', fin, g.instant) };
    }
    case 'TOUCHE':
      if (e.phase !== 'APPEL' || e.saisie.length >= SAISIE_MAX) return e;
      return { ...e, saisie: e.saisie + g.touche };
    case 'ENVOYER': {
      const texte = g.envoi === '' ? 'Vous restez silencieux.' : `Vous tapez ${espacer(g.envoi)}`;
      return { ...e, occupe: true, saisie: g.reste, repliques: dire(e, 'APPELANT', [texte], g.instant) };
    }
    case 'RACCROCHER':
      return {
        ...e,
        phase: 'FIN',
        occupe: true,
        saisie: '',
        repliques: dire(e, 'APPELANT', ['Vous raccrochez.'], g.instant),
      };
    case 'ECHEC': {
      // A call that the server no longer has, or a cut line: the telephone is on the hook again.
      const repliques = dire(e, 'LIGNE', ['La ligne est coupée.'], g.instant);
      return { ...e, phase: 'REPOS', occupe: false, saisie: '', repliques, erreur: g.message };
    }
  }
};
