import type { Resultat } from '#shared/contrats/commun';
import type { Instant } from '#shared/temps/types';

export type Courriel = {
  /** Addresses; one mail to all of them. */
  a: readonly string[];
  sujet: string;
  /** Plain text, French, without personal data. */
  texte: string;
  /**
   * `<instant>:<what>`: what this mail is about, once and for all; a second one of the same key is not sent. Without it,
   * each call is a mail of its own.
   */
  cle?: string;
  /** From then on it would tell of what is over: it no longer leaves. */
  perimeLe?: Instant;
};

/** What use cases need to write to people. */
export type Courrier = {
  /**
   * Once it answers `ok`, the mail is in the store and will leave, now or when the mail server is back. Refusals:
   * SANS_DESTINATAIRE, ADRESSE, COURRIEL_NON_REGLE.
   */
  envoyer: (c: Courriel) => Promise<Resultat<{ id: string }>>;
  /** Sends what is due; how many left the outbox for good. To be called every minute. */
  relever: () => Promise<number>;
};

/** One attempt at the mail server: taken, refused for good, or to be tried again. */
export type Remise = { etat: 'PRIS'; refuses: number } | { etat: 'REFUSE' | 'PLUS_TARD'; raison: string };

/** Hands one mail to a mail server; `id` makes its Message-ID, the same at each attempt. */
export type Facteur = (c: Omit<Courriel, 'cle' | 'perimeLe'> & { id: string }) => Promise<Remise>;

/** Mails prepared and not gone: how many, and since when the oldest of them waits. */
export type FileCourriels = { attendent: number; depuis: Instant | undefined };
