import type { FastifyReply } from 'fastify';
import type { Antenne } from '#shared/contrats/commun';
import type { EtatService } from '#shared/contrats/exploitation/disponibilite';
import type { Changements, Collection, Page } from '#shared/replication/protocole';
import type { Diffusion } from './diffusion';

const BATTEMENT_MS = 15_000;
/** A browser that does not read is cut off: it comes back, and pulls what it missed. */
const RETARD_MAX_OCTETS = 16_000_000;

export type OuvertureFlux = {
  reply: FastifyReply;
  antenne: Antenne;
  diffusion: Diffusion;
  /** The state of the telephone: told at the opening, and at each change. */
  service: { etat: () => EtatService; abonner: (reagir: (e: EtatService) => void) => () => void };
  /** Asked at each heartbeat and each time that an account or a session changed. */
  encoreAutorise: () => Promise<boolean>;
  surOubli: (action: () => void) => () => void;
  /** Takes one of the places of the session: it may be cut for another. Gives what frees it. */
  prendrePlace: (couper: () => void) => () => void;
  /** Milliseconds between heartbeats; tests shorten it. */
  battementMs?: number;
};

/** A browser is not told of comments: it hears this one, and knows by its silence that the stream leads nowhere any more. */
const BATTEMENT = 'event: battement\ndata: .\n\n';

/**
 * A PC of the version before takes no message without documents and checkpoint, although it uses neither: without them it would hear
 * of nothing until its next start. They go, empty, for as long as that version is let in (PROTOCOLE).
 */
const messageDe = (collection: Collection): Changements & Pick<Page, 'documents' | 'checkpoint'> => ({
  collection,
  documents: [],
  checkpoint: { mode: 'changements', seq: '0' },
});

/** The one SSE stream of a browser: `changements` and `service` events from now on, and heartbeats. */
export const ouvrirFlux = async (o: OuvertureFlux): Promise<void> => {
  const { raw } = o.reply;
  const attente: Collection[] = [];
  let ecrire = (collections: readonly Collection[]): void => {
    attente.push(...collections);
  };
  const quitter = await o.diffusion.abonner(o.antenne, (collections) => ecrire(collections));

  o.reply.hijack();
  for (const [nom, valeur] of Object.entries(o.reply.getHeaders()))
    if (valeur !== undefined) raw.setHeader(nom, valeur);
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  /** Once ended or cut, a word more would be an error that nothing catches. */
  const dire = (texte: string): void => {
    if (raw.writableEnded || raw.destroyed) return;
    raw.write(texte);
    if (raw.writableLength > RETARD_MAX_OCTETS) raw.destroy();
  };
  dire(`retry: 1000\n: ouvert\n\n${BATTEMENT}`);
  ecrire = (collections) => {
    for (const c of collections) dire(`event: changements\ndata: ${JSON.stringify(messageDe(c))}\n\n`);
  };
  ecrire(attente);
  const direService = (e: EtatService): void => dire(`event: service\ndata: ${JSON.stringify(e)}\n\n`);
  const quitterService = o.service.abonner(direService);
  direService(o.service.etat());

  const verifier = async (): Promise<void> => {
    const permis = await o.encoreAutorise().catch(() => true);
    if (!permis) raw.end();
  };
  const battre = (): void => {
    // Told to go, and it does not even read: cut off.
    if (raw.writableEnded) raw.destroy();
    dire(BATTEMENT);
    void verifier();
  };
  const minuteur = setInterval(battre, o.battementMs ?? BATTEMENT_MS);
  const rendrePlace = o.prendrePlace(() => raw.end());
  const neplusEcouter = o.surOubli(() => void verifier());
  const fermer = (): void => {
    clearInterval(minuteur);
    neplusEcouter();
    rendrePlace();
    quitterService();
    quitter();
  };
  // A browser may have gone before all was ready: it does not say so twice.
  if (raw.closed) fermer();
  else raw.once('close', fermer);
};
