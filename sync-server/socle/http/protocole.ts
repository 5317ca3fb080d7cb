import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PROTOCOLE, protocoleAccepte } from '#shared/replication/protocole';
import { ErreurHttp } from './reponses';

const dit = z.string().optional().catch('');
const requete = z.object({ protocole: dit }).catch({ protocole: '' });

/** [CO-6] A page left open over two changes of version is told to reload; nothing of what it sends is judged, hence refused. */
export const exigerProtocole = async (req: FastifyRequest): Promise<void> => {
  if (!req.url.startsWith('/replication/')) return;
  const entete = dit.parse(req.headers[PROTOCOLE.entete]);
  if (!protocoleAccepte(entete ?? requete.parse(req.query).protocole)) throw new ErreurHttp('VERSION');
};
