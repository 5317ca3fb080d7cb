import { useSyncExternalStore } from 'react';
import { valeurSuivie } from '../_commun/valeur-suivie';
import type { NomPas } from './pas-premiere-visite';

/** How close the lines of lists and grids stand. */
export const DENSITES = { compacte: 'Compacte', confortable: 'Confortable' } as const;
export type Densite = keyof typeof DENSITES;
/** How large everything is written. */
export const TAILLES_TEXTE = { normale: 'Normale', grande: 'Grande', tresGrande: 'Très grande' } as const;
export type TailleTexte = keyof typeof TAILLES_TEXTE;

/** What an account has done of its first visit, and whether it wants to see it no more. */
type Premiere = { faits: readonly string[]; fermee: boolean };
/** How an account shows things on this PC; `replis`: the parts that it has folded (true) or unfolded. */
type Affichage = {
  densite: Densite;
  texte: TailleTexte;
  replis: Readonly<Record<string, boolean>>;
  premiere: Premiere;
};
const NEUVE: Premiere = { faits: [], fermee: false };
/** Of nobody yet. */
const SANS_VISITE: Premiere = { faits: [], fermee: true };
const PAR_DEFAUT: Affichage = { densite: 'compacte', texte: 'normale', replis: {}, premiere: SANS_VISITE };
const choisi = valeurSuivie<Affichage>(PAR_DEFAUT);

const CLE = 'tg.affichage';
const cleDe = (compte: string): string => `${CLE}.${compte}`;
let compte: string | undefined;

const parmi = <T extends string>(table: object, v: unknown, defaut: T): T =>
  typeof v === 'string' && Object.hasOwn(table, v) ? (v as T) : defaut;

const lirePremiere = (garde: unknown): Premiere => {
  const p: Partial<Record<keyof Premiere, unknown>> = typeof garde === 'object' && garde !== null ? garde : {};
  const faits = Array.isArray(p.faits) ? p.faits.filter((f): f is string => typeof f === 'string') : [];
  return { faits, fermee: p.fermee === true };
};

/** What was kept under that name; a choice that is not known any more is as none. */
const lire = (cle: string): Affichage | undefined => {
  try {
    const garde: Partial<Record<keyof Affichage, unknown>> | null = JSON.parse(localStorage.getItem(cle) ?? 'null');
    if (garde === null) return undefined;
    const replis = Object.entries(garde.replis ?? {}).filter((e): e is [string, boolean] => typeof e[1] === 'boolean');
    return {
      densite: parmi(DENSITES, garde.densite, PAR_DEFAUT.densite),
      texte: parmi(TAILLES_TEXTE, garde.texte, PAR_DEFAUT.texte),
      replis: Object.fromEntries(replis),
      premiere: lirePremiere(garde.premiere),
    };
  } catch {
    return undefined;
  }
};

const montrer = (a: Affichage): void => {
  document.documentElement.dataset.densite = a.densite;
  document.documentElement.dataset.texte = a.texte;
  choisi.changer(() => a);
};

/** As this browser was last: nobody has signed in yet. */
export const reprendreAffichage = (): void => montrer({ ...(lire(CLE) ?? PAR_DEFAUT), premiere: SANS_VISITE });

/** As this account has it here; one that has chosen nothing yet has what the browser showed. */
export const adopterAffichage = (identifiant: string): void => {
  compte = identifiant;
  montrer(lire(cleDe(identifiant)) ?? { ...(lire(CLE) ?? PAR_DEFAUT), premiere: NEUVE });
};

const choisir = (partie: Partial<Affichage>): void => {
  const a = { ...choisi.lire(), ...partie };
  montrer(a);
  // What somebody has done of her first visit is hers alone: it goes with her data when she signs out.
  const aElle = compte === undefined ? [] : [cleDe(compte)];
  const cles = partie.premiere ? aElle : [CLE, ...aElle];
  try {
    for (const cle of cles) localStorage.setItem(cle, JSON.stringify(a));
  } catch {
    // No room left on this PC: it is shown so until the page closes.
  }
};

export const choisirDensite = (densite: Densite): void => choisir({ densite });
export const choisirTexte = (texte: TailleTexte): void => choisir({ texte });

const useAffichage = (): Affichage => useSyncExternalStore(choisi.abonner, choisi.lire, () => PAR_DEFAUT);
export const useDensite = (): Densite => useAffichage().densite;
export const useTexte = (): TailleTexte => useAffichage().texte;

/** A part that is folded, or not, as the account last left it: it says so at the next opening too. */
export const useRepli = (nom: string, defaut: boolean): [boolean, (replie: boolean) => void] => {
  const { replis } = useAffichage();
  return [replis[nom] ?? defaut, (replie) => choisir({ replis: { ...choisi.lire().replis, [nom]: replie } })];
};

/** A gesture of the first visit has been done; said again, it changes nothing. */
export const noterPas = (pas: NomPas): void => {
  const { premiere } = choisi.lire();
  if (compte === undefined || premiere.faits.includes(pas)) return;
  choisir({ premiere: { ...premiere, faits: [...premiere.faits, pas] } });
};
export const fermerPremiereVisite = (): void => choisir({ premiere: { ...choisi.lire().premiere, fermee: true } });
export const recommencerPremiereVisite = (): void => choisir({ premiere: NEUVE });

export const usePremiereVisite = (): { faits: ReadonlySet<string>; fermee: boolean } => {
  const { faits, fermee } = useAffichage().premiere;
  return { faits: new Set(faits), fermee };
};
