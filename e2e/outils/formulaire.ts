import type { Locator, Page } from '@playwright/test';
import { suivreLien } from './navigateur';
import type { ServiceEssai } from './service';

// A line of the table of forms: how one is opened, and what it must do.

/** Where one opens them: the service, someone whose file is read, and a number that nobody has. */
export type Lieux = { service: ServiceEssai; usagerId: string };

/** A field by its label, and what is typed in it. */
type Tape = readonly [RegExp, string];

type Erreur = { champ: RegExp; dit: RegExp };

export type Formulaire = {
  /** Below `app/_ecrans`. */
  fichier: string;
  nom: string;
  qui: 'RESPONSABLE' | 'ADMINISTRATEUR' | 'CENTRAL' | 'TECHNIQUE' | 'AUDITEUR' | 'PERSONNE';
  ouvrir: (page: Page, lieux: Lieux) => Promise<void>;
  /** In a window: there may be others below. */
  fenetre?: true;
  /** Which one of the page, by a word of its own. */
  ou?: RegExp;
  /** Sent as it opens, `avant` typed: the first field in error, and its sentence. */
  vide?: Erreur & { avant?: Tape };
  /** Échap closes it. */
  echap?: true;
  /** What is typed there is there again after the page has gone. */
  brouillon?: Tape;
  /** What is typed there is kept while another page is looked at: for who keeps nothing on this PC. */
  gardee?: Tape;
  /** What is typed there is kept by nobody: Échap asks, and again goes on. */
  perdue?: Tape;
  /** What the server refuses of it, in its field. */
  refus?: Erreur & { remplir: (form: Locator) => Promise<void> };
  /** Filled, two Entrées write one of these. */
  ecrit?: { remplir: (form: Locator, page: Page) => Promise<void>; id: string };
};

/** To the screen that has it. */
export const aller = (page: Page, { service }: Lieux, chemin: string): Promise<void> =>
  suivreLien(page, service.cable.origine, chemin);

/** The page, then the button that opens it. */
export const ouvrirPar =
  (chemin: (l: Lieux) => string, bouton: RegExp) =>
  async (page: Page, l: Lieux): Promise<void> => {
    await aller(page, l, chemin(l));
    await page.getByRole('button', { name: bouton }).first().click();
  };
