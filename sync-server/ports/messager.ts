import type { RaisonSms } from '#shared/contrats/exploitation/message-astreinte';
import type { Instant } from '#shared/temps/types';

/**
 * What became of a text message given to the operator: taken, under its own name for it; refused for good; not taken, to be tried again;
 * or nobody knows, for the answer did not come.
 */
export type Remise =
  | { etat: 'PRIS'; uuid: string }
  | { etat: 'REFUSE'; raison: RaisonSms }
  | { etat: 'PLUS_TARD' }
  | { etat: 'INCONNU' };

/** What the network says of one: still on its way, delivered, or not delivered. Nothing where the operator does not answer. */
export type Avis = { etat: 'EN_ROUTE' } | { etat: 'REMIS' } | { etat: 'REFUSE'; raison: RaisonSms };

/** Text messages, through the operator that also carries the calls. Numbers in E.164. */
export type Messager = {
  envoyer: (a: string, texte: string) => Promise<Remise>;
  avis: (uuid: string) => Promise<Avis | undefined>;
  /** Names of those that it took for that number since then, the last ones first; nothing where it does not answer. */
  chercher: (a: string, depuis: Instant) => Promise<string[] | undefined>;
};
