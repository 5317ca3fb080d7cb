import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { App } from '../socle/http/contexte';
import { ErreurHttp } from '../socle/http/reponses';

/** Pages and scripts of the training telephone: in production they do not exist, whatever the export holds. */
const DE_FORMATION = /(^|\/)telephone(\/|\.|$)/i;

/** [PT-9] Of the page of aides, which needs nothing else. Sent with its worker too: what it asks for is its own files. */
const DE_POINTER = /[\\/]pointer[\\/][^\\/]+$/;
const CSP_POINTER =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const IMMUABLE = 'public, max-age=31536000, immutable';

/** The server without a built shell (development of the shell itself, tests): the API alone. */
const introuvable = (app: App): void => {
  app.setNotFoundHandler(() => {
    throw new ErreurHttp('INTROUVABLE');
  });
};

/**
 * The shell, as the static export wrote it: `/interventions/` is `interventions/index.html`, and `/interventions` leads to it.
 * Files named by their content never change; pages and the service worker are asked for again each time.
 */
export const servirCoquille = async (app: App, dossier: string, formation: boolean): Promise<void> => {
  if (!existsSync(dossier)) return introuvable(app);
  await app.register(fastifyStatic, {
    root: dossier,
    extensions: ['html'],
    index: ['index.html'],
    redirect: true,
    cacheControl: false,
    allowedPath: (chemin) => formation || !DE_FORMATION.test(chemin),
    setHeaders: (res, chemin) => {
      const fige = chemin.includes('/_next/static/');
      res.header('cache-control', fige ? IMMUABLE : 'no-cache');
      if (DE_POINTER.test(chemin)) res.header('content-security-policy', CSP_POINTER);
    },
  });
  app.setNotFoundHandler(async (req, reply) => {
    const api = /^\/(api|replication)(\/|$)/.test(req.url);
    if (req.method !== 'GET' || api || !req.headers.accept?.includes('text/html')) throw new ErreurHttp('INTROUVABLE');
    return reply.code(404).sendFile('404.html');
  });
};
