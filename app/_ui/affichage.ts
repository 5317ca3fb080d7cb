import { useSyncExternalStore } from 'react';
import { signal } from '../_commun/signal';

/** How close the lines of lists and grids stand. */
export const DENSITES = { compacte: 'Compacte', confortable: 'Confortable' } as const;
export type Densite = keyof typeof DENSITES;
/** How large everything is written. */
export const TAILLES_TEXTE = { normale: 'Normale', grande: 'Grande', tresGrande: 'Très grande' } as const;
export type TailleTexte = keyof typeof TAILLES_TEXTE;

/** How an account shows things on this PC; `replis`: the parts that it has folded (true) or unfolded. */
type Affichage = { densite: Densite; texte: TailleTexte; replis: Readonly<Record<string, boolean>> };
const PAR_DEFAUT: Affichage = { densite: 'compacte', texte: 'normale', replis: {} };
const choisi = signal<Affichage>(PAR_DEFAUT);

const CLE = 'tg.affichage';
const cleDe = (compte: string): string => `${CLE}.${compte}`;
let compte: string | undefined;

const parmi = <T extends string>(table: object, v: unknown, defaut: T): T =>
  typeof v === 'string' && Object.hasOwn(table, v) ? (v as T) : defaut;

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
export const reprendreAffichage = (): void => montrer(lire(CLE) ?? PAR_DEFAUT);

/** As this account has it here; one that has chosen nothing yet has what the browser showed. */
export const adopterAffichage = (identifiant: string): void => {
  compte = identifiant;
  montrer(lire(cleDe(identifiant)) ?? lire(CLE) ?? PAR_DEFAUT);
};

const choisir = (partie: Partial<Affichage>): void => {
  const a = { ...choisi.lire(), ...partie };
  montrer(a);
  try {
    for (const cle of compte === undefined ? [CLE] : [CLE, cleDe(compte)]) localStorage.setItem(cle, JSON.stringify(a));
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
