import type { Logger } from 'pino';
import type { RapportTravail } from '../jobs/schedules';
import type { Metriques } from '../sante/metriques';
import { causeDe } from '../store/causes';
import type { veillerQuorum } from '../store/grappe/quorum';
import type { EcoutesTransitions } from '../transitions/demarrer';
import { compterRelus } from '../transitions/revoir';

// What the service's log says of what runs by itself: where and which kind, never what a document says.

// Messages, of one line or of several, may quote a document: the places alone are kept.
const pileDe = (e: unknown): string[] | undefined =>
  e instanceof Error
    ? e.stack
        ?.split('\n')
        .filter((l) => /^\s+at /.test(l))
        .slice(0, 5)
    : undefined;

const direFaute = (e: unknown) => ({ ...causeDe(e), pile: pileDe(e) });

/** [CL-1] What the majority of the nodes has not. */
export const direQuorum = (journal: Logger): Parameters<typeof veillerQuorum>[1] => ({
  attente: (enAttente) =>
    enAttente > 0
      ? journal.error({ enAttente }, 'écrit sans la majorité des nœuds : rien n’est confirmé')
      : journal.info('plus rien n’attend la majorité des nœuds'),
  introuvables: (genres) =>
    journal.error({ genres }, 'écrit sans la majorité des nœuds, et perdu avec l’un d’eux : à refaire'),
});

export const direTransitions = (
  journal: Logger,
  metriques: Pick<Metriques, 'deriveCorrige'>,
): Required<EcoutesTransitions> => ({
  surErreur: (e) => journal.error(direFaute(e), 'transitions interrompues, reprises'),
  surNonJugee: (e) => journal.error(direFaute(e), 'une correction ne peut pas être jugée, elle est refusée'),
  surRelus: (relus) => {
    for (const r of relus) metriques.deriveCorrige(r.type);
    journal.warn({ documents: relus.length, ...compterRelus(relus) }, 'seconde lecture : des dérivés corrigés');
  },
  surManque: (documents) =>
    journal.error({ documents }, 'nommés par le fil, et pas encore lisibles depuis une minute : rien n’avance au-delà'),
  surNonRegle: (e, type) =>
    journal.error({ ...causeDe(e), type }, 'un document en deux versions ne peut pas être réglé : repris cette nuit'),
});

export const direTravail = (journal: Logger, r: RapportTravail): void => {
  const suite = { travail: r.nom, ms: r.ms };
  if (r.erreur === undefined) journal[r.frequent ? 'debug' : 'info'](suite, 'travail fait');
  else journal.error({ ...suite, ...direFaute(r.erreur) }, 'travail en échec');
};
