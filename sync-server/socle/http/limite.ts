import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './contexte';
import { ErreurHttp } from './reponses';

type Limiteur = ReturnType<App['createRateLimit']>;

/** Refuses who asks more often than the limit allows (TROP_D_ESSAIS), and says in how many seconds to ask again. */
export const exigerPatience = async (limiter: Limiteur, req: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const r = await limiter(req);
  if (r.isAllowed || !r.isExceeded) return;
  reply.header('retry-after', r.ttlInSeconds);
  throw new ErreurHttp('TROP_D_ESSAIS');
};

/** For routes that anyone may call: before each of them, at most `max` requests an address in five minutes, all of `nom` together. */
export const limiterParAdresse = (app: App, nom: string, max: number) => {
  const limiter = app.createRateLimit({ max, timeWindow: 5 * 60_000, keyGenerator: (r) => `${nom} ${r.ip}` });
  return (req: FastifyRequest, reply: FastifyReply): Promise<void> => exigerPatience(limiter, req, reply);
};
